import { MASK } from 'backstage-plugin-change-management-common';

const passwords =
  /(?:^|_)(?:pass(?:code)?s?|pwd)$|(?:password|passwd|passphrase)s?$/;
const others =
  /(?:^|_)(?:secrets?|tokens?|credentials?|(?:api|access|secret|private|signing|encryption|auth|account|master)_keys?)$|(?:apikey|secretkey|accesskey|privatekey|clientsecret|authtoken|accesstoken)s?$/;
/** They name a secret that is kept elsewhere. */
const references = /(?:existing|pull|tls)_secrets?$/;

/** `dbPassword`, `DB_PASSWORD` and `db-password` are the same word. */
function toWords(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}

/** Whether what stands under this name is a password. */
export function namesPassword(key: string): boolean {
  return passwords.test(toWords(key));
}

/** Whether what stands under this name is a secret of any kind. */
export function namesSecret(key: string): boolean {
  const words = toWords(key);
  return (
    passwords.test(words) || (others.test(words) && !references.test(words))
  );
}

const placeholders = [
  /^$/,
  /^(?:null|~|none|true|false)$/i,
  // Filled in by a shell, a template, or a build.
  /^\$(?:\w+|\([^)]*\))$/,
  /^\{\{.*\}\}$/,
  /^<[^<>]*>$/,
  /^%[\w.]+%$/,
  /^@[\w.]+@$/,
  /^#\{.*\}#?$/,
  /^(?:\*+|x{3,}|\.{3})$/i,
  // Kept in a vault, in a file that is mounted, or encrypted.
  /^(?:vault|ref\+\w+):\S+$/i,
  /^[a-z][a-z0-9+-]*:\/\/[^@]*$/i,
  /^arn:aws:(?:secretsmanager|ssm):/,
  /^projects\/[^/]+\/secrets\//,
  /^\/(?:run|var|etc|mnt)\//,
  /^ENC[([]/,
];

/** Whether a value only says where the secret comes from. */
export function isPlaceholder(given: string): boolean {
  const value = given.trim().slice(0, 1_000);
  if (value === MASK) {
    return true;
  }
  const variable = /^\$\{[^{}:?+=-]+(?:(:?[-?+=]|:)([^{}]*))?\}$/.exec(value);
  if (variable) {
    // A default is as good as the secret itself; after a question mark comes what is said where there is none.
    const [, operator = '', rest = ''] = variable;
    return operator.endsWith('?') || isPlaceholder(rest);
  }
  return placeholders.some(placeholder => placeholder.test(value));
}
