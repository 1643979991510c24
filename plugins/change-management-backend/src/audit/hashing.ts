import {
  canonicalEvent,
  MerkleHasher,
  VerifySignature,
  WrittenEvent,
} from 'backstage-plugin-change-management-common';
import { createPublicKey, hash, verify } from 'node:crypto';

/** By the platform's own SHA-256, some ten times as fast as the portable one. */
export const hasher = new MerkleHasher(data => hash('sha256', data, 'buffer'));

/** SHA-256 in hex over everything that an event says but its hash: what that has to be. */
export function hashOfEvent(event: WrittenEvent): string {
  return hash('sha256', canonicalEvent(event, 'hashed'));
}

/** The hash of an event's leaf in the sealed log, as {@link hasher} makes it of `leafData`, without a copy of its text. */
export function leafHashOf(event: WrittenEvent): Uint8Array {
  return hash('sha256', `\0${canonicalEvent(event, 'whole')}`, 'buffer');
}

export const verifyEd25519: VerifySignature = (publicKey, message, signature) =>
  verify(
    null,
    message,
    createPublicKey({
      key: {
        kty: 'OKP',
        crv: 'Ed25519',
        x: Buffer.from(publicKey).toString('base64url'),
      },
      format: 'jwk',
    }),
    signature,
  );

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function fromHex(text: string): Uint8Array {
  return Buffer.from(text, 'hex');
}
