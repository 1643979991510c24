import {
  ExportVerdict,
  verifyExport,
} from 'backstage-plugin-change-management-common';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { sha256, verifySignature } from './crypto';
import { linesOf } from './lines';
import { PackVerdict, verifyPack } from './verifyPack';

function signedBy(keys: string[]): string {
  return keys.length
    ? `signed by ${keys.join(' and ')}`
    : 'not signed by any key that is known';
}

function describe(verdict: ExportVerdict): string {
  const { firstBad: bad } = verdict;
  if (bad) {
    const where = [
      bad.subject && `${bad.subject}, event ${bad.sequence}`,
      bad.leafIndex !== undefined && `leaf ${bad.leafIndex}`,
      bad.line !== undefined && `line ${bad.line}`,
    ].filter(Boolean);
    return `BAD ${[where.join(', '), bad.reason].filter(Boolean).join(': ')}`;
  }
  return `OK ${verdict.events} events${
    verdict.purged ? `, the content of ${verdict.purged} of them purged` : ''
  }, checkpoint of size ${verdict.size} of ${verdict.origin}, ${signedBy(
    verdict.signedBy,
  )}`;
}

function describePack(verdict: PackVerdict): string {
  const { firstBad: bad, files, events, unsealed, sample } = verdict;
  if (bad) {
    const where = [bad.path, bad.line && `line ${bad.line}`].filter(Boolean);
    return `BAD ${[where.join(', '), bad.reason].filter(Boolean).join(': ')}`;
  }
  return [
    `OK ${files} files`,
    `${events} events${unsealed ? `, ${unsealed} of them not sealed yet` : ''}`,
    ...(sample ? [`a sample of ${sample.drawn} out of ${sample.of}`] : []),
    signedBy(verdict.signedBy),
  ].join(', ');
}

async function isZip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK';
  } finally {
    await handle.close();
  }
}

/** Verifies an export of the trail, or an evidence pack, and says in words what was found. */
export async function verifyFile(
  file: string,
  keys?: string[],
): Promise<{ ok: boolean; lines: string[] }> {
  const isPack = await isZip(file);
  let ok: boolean;
  let said: string;
  if (isPack) {
    const verdict = await verifyPack(file, keys);
    [ok, said] = [verdict.ok, describePack(verdict)];
  } else {
    const lines = linesOf(createReadStream(file));
    const verdict = await verifyExport(lines, {
      sha256,
      verifySignature,
      keys,
    });
    [ok, said] = [verdict.ok, describe(verdict)];
  }
  const hint = `The keys are those that the ${
    isPack ? 'pack' : 'export'
  } brings along: give --key to insist on one that you know from elsewhere.`;
  return { ok, lines: ok && !keys ? [said, hint] : [said] };
}
