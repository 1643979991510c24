import {
  BadField,
  ConfigurationFormat,
  MASK,
} from 'backstage-plugin-change-management-common';
import { InvalidFieldsError } from '../../platform/parse';
import { Reading, readAs } from './documents';
import { findSecrets } from './findSecrets';
import { Secret } from './Secret';

const namedAtMost = 100;

/** The number of the line at a position, from 1. */
function lineOf(content: string, position: number): number {
  let line = 1;
  let at = content.indexOf('\n');
  while (at !== -1 && at < position) {
    line += 1;
    at = content.indexOf('\n', at + 1);
  }
  return line;
}

function toFields(
  content: string,
  found: { position: number; message: string }[],
): BadField[] {
  const named: BadField[] = [];
  for (const { position, message } of found.slice(0, namedAtMost)) {
    const path = `content:${lineOf(content, position)}`;
    if (!named.some(n => n.path === path && n.message === message)) {
      named.push({ path, message });
    }
  }
  const more = found.length - namedAtMost;
  return more > 0
    ? [...named, { path: 'content', message: `and ${more} more` }]
    : named;
}

/** A mark that begins a bare value takes the place of all of it, in quotes. */
function mask(content: string, secrets: Secret[], { bare }: Reading): string {
  let text = '';
  let from = 0;
  for (const { start, end, quote } of secrets) {
    if (start < from) {
      continue;
    }
    const whole = quote ? { start, end } : bare.find(b => b.start === start);
    const isQuoted = /^["']/.test(content.slice(start, start + 1));
    text += content.slice(from, start);
    text += whole || isQuoted ? `"${MASK}"` : MASK;
    from = Math.max(end, whole?.end ?? end);
    // A value over several lines ends with the last of them.
    if (content[from - 1] === '\n') {
      text += '\n';
    }
  }
  return text + content.slice(from);
}

function refuse(content: string, secrets: Secret[], because: string): never {
  throw new InvalidFieldsError(
    toFields(
      content,
      secrets.map(({ start, what }) => ({
        position: start,
        message: `looks like ${what}. ${because}`,
      })),
    ),
  );
}

/**
 * A content as it may be stored: what its format allows, and without secrets (policy §6).
 *
 * @param masks - secrets are replaced; else they are refused
 * @throws InvalidFieldsError naming every line that does not parse or holds a secret, and nothing of what stands there
 */
export async function cleanContent(
  format: ConfigurationFormat,
  content: string,
  masks: boolean,
): Promise<string> {
  const reading = readAs(format, content);
  const secrets = await findSecrets(format, content, reading);
  if (secrets.length && !masks) {
    refuse(
      content,
      secrets,
      // eslint-disable-next-line no-template-curly-in-string
      'Say where it comes from instead, as ${NAME} or <name>.',
    );
  }
  if (reading.problems.length) {
    throw new InvalidFieldsError(toFields(content, reading.problems));
  }
  if (secrets.length === 0) {
    return content;
  }
  const masked = mask(content, secrets, reading);
  const after = readAs(format, masked);
  const left = await findSecrets(format, masked, after);
  if (left.length || after.problems.length) {
    refuse(content, secrets, 'It cannot be masked where it stands.');
  }
  return masked;
}

/** What is said of a configuration is stored as well. @throws InvalidFieldsError naming each field with a secret */
export async function checkWords(
  words: Record<string, string | null | undefined>,
): Promise<void> {
  const fields: BadField[] = [];
  for (const [path, text] of Object.entries(words)) {
    const secrets = text
      ? await findSecrets('text', text, readAs('text', text))
      : [];
    fields.push(
      ...secrets.slice(0, 1).map(({ what }) => ({
        path,
        message: `holds what looks like ${what}`,
      })),
    );
  }
  if (fields.length) {
    throw new InvalidFieldsError(fields);
  }
}
