import {
  MerkleHasher,
  VerifySignature,
} from 'backstage-plugin-change-management-common';
import { createHash, createPublicKey, verify } from 'node:crypto';

/** By the platform's own SHA-256, some ten times as fast as the portable one. */
export const hasher = new MerkleHasher(data =>
  createHash('sha256').update(data).digest(),
);

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
