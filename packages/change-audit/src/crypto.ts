import { VerifySignature } from 'backstage-plugin-change-management-common';
import { createHash, createPublicKey, verify } from 'node:crypto';

export const verifySignature: VerifySignature = (
  publicKey,
  message,
  signature,
) =>
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

export const sha256 = (data: Uint8Array) =>
  createHash('sha256').update(data).digest();
