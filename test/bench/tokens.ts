import { tokenTypes } from '@backstage/plugin-auth-node';
import {
  exportJWK,
  generateKeyPair,
  JWK,
  JWTPayload,
  KeyLike,
  SignJWT,
} from 'jose';

const alg = 'ES256';
const kid = 'bench';
const HOURS = 12;

function sign(key: KeyLike, typ: string, payload: JWTPayload) {
  return new SignJWT(payload).setProtectedHeader({ typ, alg, kid }).sign(key);
}

/** Tokens of the kind that the auth backend issues, and the key to verify them. */
export async function issueTokens<K extends string>(
  people: Record<K, string>,
): Promise<{ publicKey: JWK; tokens: Record<K, string> }> {
  const { publicKey, privateKey } = await generateKeyPair(alg, {
    extractable: true,
  });
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + HOURS * 60 * 60;
  const tokens = await Promise.all(
    Object.entries<string>(people).map(async ([name, sub]) => {
      // The proof lets the portal cut the token down to one with fewer claims, when a plugin passes it on to another.
      const limited = await sign(privateKey, tokenTypes.limitedUser.typParam, {
        sub,
        iat,
        exp,
      });
      const [, , uip] = limited.split('.');
      const token = await sign(privateKey, tokenTypes.user.typParam, {
        iss: 'bench',
        sub,
        aud: tokenTypes.user.audClaim,
        iat,
        exp,
        uip,
      });
      return [name, token];
    }),
  );
  return {
    publicKey: { ...(await exportJWK(publicKey)), alg, kid, use: 'sig' },
    tokens: Object.fromEntries(tokens),
  };
}
