import { IncomingRequest } from 'backstage-plugin-change-management-node';
import { createHmac, timingSafeEqual } from 'crypto';
import { z } from 'zod';

/**
 * How a program signs that knows nothing of change management: with an HMAC-SHA256 of the body in hex, after `sha256=`, `v1=` or
 * nothing, one of several where a secret is being replaced; or with the secret itself, in a header.
 */
export const signatureSchema = z.strictObject({
  header: z
    .string()
    .min(1)
    .transform(name => name.toLowerCase()),
  kind: z.enum(['hmac-sha256', 'token']).default('hmac-sha256'),
});

/** See {@link signatureSchema}. */
export type Signature = z.output<typeof signatureSchema>;

/** The hex HMAC-SHA256 of `<timestamp>.<body>`. */
export function sign(secret: string, timestamp: string, body: string): string {
  return hmac(secret, `${timestamp}.${body}`);
}

function hmac(secret: string, text: string | Buffer): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** In a time that does not tell where they differ. */
function same(given: string, right: string): boolean {
  return timingSafeEqual(
    Buffer.from(hmac('', given)),
    Buffer.from(hmac('', right)),
  );
}

/** Seconds by which the clock of a sender may be off, and for which a request can be sent again. */
const CLOCKS_DIFFER = 300;

/** Signed like the notices that leave by webhook, over time and body; or as `signature` says. */
export function isSigned(
  { headers, rawBody }: IncomingRequest,
  { secret, signature }: { secret: string; signature?: Signature },
  now: Date,
): boolean {
  if (signature) {
    const given = headers[signature.header] ?? '';
    return signature.kind === 'token'
      ? same(given, secret)
      : given
          .split(',')
          .some(each =>
            same(
              each.trim().replace(/^(sha256|v1)=/, ''),
              hmac(secret, rawBody),
            ),
          );
  }
  const timestamp = headers['x-change-management-timestamp'] ?? '';
  const given = headers['x-change-management-signature'] ?? '';
  const off = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || off > CLOCKS_DIFFER) {
    return false;
  }
  return same(
    given,
    `sha256=${sign(secret, timestamp, rawBody.toString('utf8'))}`,
  );
}
