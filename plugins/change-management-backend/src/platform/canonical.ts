import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/** RFC 8785 canonical JSON; fields that are undefined are left out, as in JSON. */
export function toCanonicalJson(value: unknown): string {
  return canonicalize(value) as string;
}

/** SHA-256 in hex over the canonical JSON of a value. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(toCanonicalJson(value)).digest('hex');
}
