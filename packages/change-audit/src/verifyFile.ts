import {
  ExportVerdict,
  VerifySignature,
  verifyExport,
} from 'backstage-plugin-change-management-common';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';

const verifySignature: VerifySignature = (publicKey, message, signature) =>
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

/** Lines end with a line feed and nothing else: other separators may stand inside of JSON. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of createReadStream(file, { encoding: 'utf8' })) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest) {
    yield rest;
  }
}

function describe(verdict: ExportVerdict, insisted: boolean): string[] {
  const { firstBad: bad } = verdict;
  if (bad) {
    const where = [
      bad.subject && `${bad.subject}, event ${bad.sequence}`,
      bad.leafIndex !== undefined && `leaf ${bad.leafIndex}`,
      bad.line !== undefined && `line ${bad.line}`,
    ].filter(Boolean);
    return [`BAD ${[where.join(', '), bad.reason].filter(Boolean).join(': ')}`];
  }
  const signed = verdict.signedBy.length
    ? `signed by ${verdict.signedBy.join(' and ')}`
    : 'not signed by any key that is known';
  return [
    `OK ${verdict.events} events, checkpoint of size ${verdict.size} of ${verdict.origin}, ${signed}`,
    ...(insisted
      ? []
      : [
          'The keys are those that the export brings along: give --key to insist on one that you know from elsewhere.',
        ]),
  ];
}

/** Verifies an export and says in words what was found. */
export async function verifyFile(
  file: string,
  keys?: string[],
): Promise<{ ok: boolean; lines: string[] }> {
  const verdict = await verifyExport(linesOf(file), {
    sha256: data => createHash('sha256').update(data).digest(),
    verifySignature,
    keys,
  });
  return { ok: verdict.ok, lines: describe(verdict, keys !== undefined) };
}
