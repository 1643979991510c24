import { ConfigurationFormat } from 'backstage-plugin-change-management-common';
import { isPlaceholder, namesPassword, namesSecret } from './names';
import { Secret } from './Secret';

/** The first group is the secret, or else the whole. Each is bounded, so that none takes long on any text. */
const patterns: { what: string; pattern: RegExp }[] = [
  {
    what: 'an AWS access key',
    pattern: /\b(?:AKIA|ASIA|AROA|AIDA)[0-9A-Z]{16}\b/g,
  },
  {
    what: 'a GitHub token',
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255})/g,
  },
  { what: 'a GitLab token', pattern: /\bglpat-[\w-]{16,255}/g },
  { what: 'a Slack token', pattern: /\bxox[abeoprs]-[\w-]{10,255}/g },
  {
    what: 'a Stripe key',
    pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,255}/g,
  },
  { what: 'a Google API key', pattern: /\bAIza[\w-]{35}/g },
  {
    what: 'a JSON web token',
    pattern: /\beyJ[\w-]{10,4000}\.eyJ[\w-]{10,4000}\.[\w-]{10,4000}/g,
  },
  {
    what: 'a token',
    pattern: /\bBearer[ \t]{1,20}([A-Za-z0-9._~+/=-]{16,4000})/gi,
  },
  {
    what: 'a password in an address',
    pattern:
      /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/"']{0,256}:([^\s@/"']{1,512})@/gi,
  },
  {
    what: 'a password',
    pattern: /[?&;](?:password|pwd)[ \t]{0,20}=[ \t]{0,20}([^\s;&"']{1,512})/gi,
  },
];

const keyBlock =
  /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const blockEnd = /-----END [A-Z0-9 ]{1,80}-----/g;

function findKeyBlocks(content: string): Secret[] {
  const secrets: Secret[] = [];
  keyBlock.lastIndex = 0;
  for (
    let begin = keyBlock.exec(content);
    begin;
    begin = keyBlock.exec(content)
  ) {
    blockEnd.lastIndex = keyBlock.lastIndex;
    const end = blockEnd.exec(content) ? blockEnd.lastIndex : content.length;
    secrets.push({ start: begin.index, end, what: 'a private key' });
    keyBlock.lastIndex = end;
  }
  return secrets;
}

function findPatterns(content: string): Secret[] {
  return patterns.flatMap(({ what, pattern }) =>
    [...content.matchAll(pattern)].flatMap(match => {
      const secret = match[1] ?? match[0];
      const start = match.index + match[0].lastIndexOf(secret);
      return isPlaceholder(secret)
        ? []
        : [{ start, end: start + secret.length, what }];
    }),
  );
}

const assignment =
  /^[ \t]*(#|\/\/|;|!|-)?[ \t]*(?:export[ \t]+)?["']?([\w.\-/[\]]{1,200})["']?[ \t]*[:=]/;
/** Where a document begins something else than one value: what is in it is found by its structure. */
const structure = /^[|>&*!{[]/;

function withoutComment(format: ConfigurationFormat, given: string): string {
  const value = given.trim();
  const comment = format === 'yaml' ? value.indexOf(' #') : -1;
  return comment === -1 ? value : value.slice(0, comment).trimEnd();
}

/** What is assigned to a name of a secret, line by line: comments included, as what is in them is stored all the same. */
export function findAssignments(
  format: ConfigurationFormat,
  content: string,
): Secret[] {
  const secrets: Secret[] = [];
  let offset = 0;
  for (const line of content.split('\n')) {
    const [begin = '', mark, key] = assignment.exec(line.slice(0, 500)) ?? [];
    if (key !== undefined && namesSecret(key)) {
      const rest = line.slice(begin.length);
      const given = withoutComment(format, rest).replace(/,$/, '').trimEnd();
      const value = given.replace(/^(["'])(.*)\1$/, '$2');
      const isSentence = /\s/.test(value) && (format === 'text' || !!mark);
      const isCount = /^\d+$/.test(value) && !namesPassword(key);
      if (
        !isPlaceholder(value) &&
        !structure.test(given) &&
        !isSentence &&
        !isCount
      ) {
        const start = offset + begin.length + rest.indexOf(value);
        const what = namesPassword(key) ? 'a password' : 'a secret';
        secrets.push({ start, end: start + value.length, what });
      }
    }
    offset += line.length + 1;
  }
  return secrets;
}

/** What looks like a secret wherever it stands. */
export function findAnywhere(content: string): Secret[] {
  return [...findKeyBlocks(content), ...findPatterns(content)];
}
