import {
  CheckpointBody,
  formatManifestNote,
  formatVerifierKey,
  keyHashOf,
  MerkleHasher,
  PackManifest,
  packManifestSchema,
  packPaths,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  ProvenChecker,
  provenEventSchema,
  SampleDraw,
  signersOf,
  VerifierKey,
} from 'backstage-plugin-change-management-common';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sha256, verifySignature } from './crypto';
import { linesOf } from './lines';
import { BadPack, PackFiles } from './PackFiles';

/** What the check of an evidence pack found. */
export interface PackVerdict {
  ok: boolean;
  /** Files, and events of changes, found sound. */
  files: number;
  events: number;
  /** Events that no checkpoint held yet when the pack was made. */
  unsealed: number;
  /** How many changes were drawn out of how many; nothing in a pack of one change. */
  sample?: { drawn: number; of: number };
  /** Keys that signed the manifest, as `name+hash`. */
  signedBy: string[];
  firstBad?: { path?: string; line?: number; reason: string };
}

const rowSchema = z.object({ id: z.string(), sampled: z.boolean() });

function read<S extends z.ZodType>(
  schema: S,
  text: string,
  path: string,
  line?: number,
): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new BadPack(path, 'is not what it should be', line);
  }
}

function signersOfNote(note: string, keys: VerifierKey[], path: string) {
  try {
    const parsed = parseNote(note);
    const signers = signersOf(parsed, keys, verifySignature);
    return { text: parsed.text, signers };
  } catch (error) {
    throw new BadPack(path, (error as Error).message);
  }
}

function requireSigned(
  signers: VerifierKey[],
  keys: VerifierKey[],
  path: string,
): void {
  if (keys.length && !signers.length) {
    const expected = keys.map(formatVerifierKey).join(' or ');
    throw new BadPack(path, `is not signed by ${expected}`);
  }
}

async function checkManifest(
  files: PackFiles,
  insisted: string[] | undefined,
  verdict: PackVerdict,
): Promise<{ manifest: PackManifest; checkpoint?: CheckpointBody }> {
  const text = await files.text(packPaths.manifest);
  const manifest = read(packManifestSchema, text, packPaths.manifest);
  const keys = (insisted ?? manifest.keys).map(parseVerifierKey);
  const note = await files.text(packPaths.signature);
  const digest = createHash('sha256').update(text).digest('hex');
  const signed = signersOfNote(note, keys, packPaths.signature);
  if (signed.text !== formatManifestNote(manifest.origin, digest)) {
    throw new BadPack(packPaths.manifest, 'is not what was signed');
  }
  requireSigned(signed.signers, keys, packPaths.signature);
  verdict.signedBy = signed.signers.map(key => `${key.name}+${keyHashOf(key)}`);
  if (manifest.checkpoint === undefined) {
    return { manifest };
  }
  const sealed = signersOfNote(manifest.checkpoint, keys, packPaths.manifest);
  requireSigned(sealed.signers, keys, 'the checkpoint');
  return { manifest, checkpoint: parseCheckpoint(sealed.text) };
}

async function checkFiles(
  files: PackFiles,
  manifest: PackManifest,
  verdict: PackVerdict,
): Promise<void> {
  const known = new Set<string>([packPaths.manifest, packPaths.signature]);
  for (const { path, size, sha256: expected } of manifest.files) {
    known.add(path);
    const found = await files.digest(path);
    if (found.size !== size || found.sha256 !== expected) {
      throw new BadPack(path, 'is not what the manifest says');
    }
    verdict.files += 1;
  }
  const stranger = files.paths.find(path => !known.has(path));
  if (stranger !== undefined) {
    throw new BadPack(stranger, 'is not in the manifest');
  }
}

async function checkEvents(
  files: PackFiles,
  path: string,
  checkpoint: CheckpointBody | undefined,
  verdict: PackVerdict,
): Promise<void> {
  const checker = new ProvenChecker(new MerkleHasher(sha256), checkpoint);
  let number = 0;
  for await (const line of linesOf(await files.read(path))) {
    number += 1;
    const proven = read(provenEventSchema, line, path, number);
    const problem = checker.check(proven);
    if (problem) {
      const { changeId, sequence } = proven.event;
      const reason = `${changeId}, event ${sequence}: ${problem}`;
      throw new BadPack(path, reason, number);
    }
    verdict.events += 1;
    verdict.unsealed += proven.leafIndex === undefined ? 1 : 0;
  }
}

/** Draws the sample again, and looks whether it is the one of the pack and all of it is there. */
async function checkSample(
  files: PackFiles,
  { sample }: PackManifest,
  verdict: PackVerdict,
): Promise<void> {
  if (!sample) {
    return;
  }
  const draw = new SampleDraw({ ...sample, sha256 });
  const path = packPaths.changes;
  const marked = new Set<string>();
  let of = 0;
  for await (const line of linesOf(await files.read(path))) {
    of += 1;
    const { id, sampled } = read(rowSchema, line, path, of);
    draw.add(id);
    if (sampled) {
      marked.add(id);
    }
  }
  const drawn = draw.drawn.map(({ id }) => id);
  const said = sample.drawn.map(({ id }) => id);
  if (drawn.join() !== said.join() || marked.size !== drawn.length) {
    throw new BadPack(path, 'draws another sample by the seed of the manifest');
  }
  const missing = drawn.find(id => !files.paths.includes(packPaths.events(id)));
  if (missing !== undefined) {
    throw new BadPack(packPaths.events(missing), 'is missing');
  }
  verdict.sample = { drawn: drawn.length, of };
}

/**
 * Checks an evidence pack by itself: its manifest and who signed that, each file, every event against its hash, its chain and
 * the checkpoint, and that its sample is the one that its seed draws.
 */
export async function verifyPack(
  file: string,
  keys?: string[],
): Promise<PackVerdict> {
  const verdict: PackVerdict = {
    ...{ ok: true, files: 0, events: 0, unsealed: 0 },
    signedBy: [],
  };
  let files: PackFiles | undefined;
  try {
    files = await PackFiles.open(file);
    const { manifest, checkpoint } = await checkManifest(files, keys, verdict);
    await checkFiles(files, manifest, verdict);
    for (const { path } of manifest.files) {
      if (path.endsWith('.events.ndjson')) {
        await checkEvents(files, path, checkpoint, verdict);
      }
    }
    await checkSample(files, manifest, verdict);
  } catch (error) {
    verdict.ok = false;
    const { path, line } = error instanceof BadPack ? error : ({} as BadPack);
    verdict.firstBad = { path, line, reason: (error as Error).message };
  } finally {
    files?.close();
  }
  return verdict;
}
