import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/** A key that notes are verified with: Ed25519, 32 bytes. */
export interface VerifierKey {
  name: string;
  publicKey: Uint8Array;
}

/** One signature below a note. */
export interface NoteSignature {
  name: string;
  /** Which key of that name: its first four bytes of hash, in hex. */
  keyHash: string;
  signature: Uint8Array;
}

/** A C2SP signed note: a text that ends with a line feed, and who signed it. */
export interface SignedNote {
  text: string;
  signatures: NoteSignature[];
}

/** What a C2SP tlog-checkpoint says: the log, its size, its root hash. */
export interface CheckpointBody {
  origin: string;
  size: number;
  root: Uint8Array;
}

/** Verifies Ed25519; brought by the platform. */
export type VerifySignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean;

const ed25519 = 1;
const encoder = new TextEncoder();

/** Standard base64, with padding. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/**
 * Bytes of standard base64.
 *
 * @throws Error for what is no base64
 */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
}

/** SHA-256(name || 0x0A || 0x01 || public key), its first four bytes, in hex. */
export function keyHashOf({ name, publicKey }: VerifierKey): string {
  const named = Uint8Array.from([
    ...encoder.encode(`${name}\n`),
    ed25519,
    ...publicKey,
  ]);
  return bytesToHex(sha256(named).slice(0, 4));
}

/** A verifier key in the form that C2SP tools take: `name+hash+base64`. */
export function formatVerifierKey(key: VerifierKey): string {
  const encoded = toBase64(Uint8Array.from([ed25519, ...key.publicKey]));
  return `${key.name}+${keyHashOf(key)}+${encoded}`;
}

/**
 * Reads `name+hash+base64`.
 *
 * @throws Error for what is no Ed25519 verifier key
 */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name, hash, encoded] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = encoded ? fromBase64(encoded) : new Uint8Array();
  const key = { name, publicKey: bytes.slice(1) };
  if (bytes.length !== 33 || bytes[0] !== ed25519 || keyHashOf(key) !== hash) {
    throw new Error(`${text} is no Ed25519 verifier key`);
  }
  return key;
}

/** The text of a checkpoint, which is what is signed. */
export function formatCheckpoint({ origin, size, root }: CheckpointBody) {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads what {@link formatCheckpoint} has written.
 *
 * @throws Error for what is no checkpoint
 */
export function parseCheckpoint(text: string): CheckpointBody {
  const [origin, size, root, ...rest] = text.split('\n');
  if (!origin || !/^(0|[1-9]\d*)$/.test(size) || !root || !rest.length) {
    throw new Error('The note is no checkpoint');
  }
  return { origin, size: Number(size), root: fromBase64(root) };
}

/** A note in its written form; one without signatures is its text alone. */
export function formatNote({ text, signatures }: SignedNote): string {
  if (!signatures.length) {
    return text;
  }
  const lines = signatures.map(({ name, keyHash, signature }) => {
    const hash = keyHash.match(/../g)!.map(byte => parseInt(byte, 16));
    return `— ${name} ${toBase64(Uint8Array.from([...hash, ...signature]))}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/**
 * Tells text and signatures of a note apart; verifies nothing.
 *
 * @throws Error for what is no note
 */
export function parseNote(note: string): SignedNote {
  const at = note.lastIndexOf('\n\n');
  if (at < 0) {
    return { text: note, signatures: [] };
  }
  const lines = note.slice(at + 2).split('\n');
  if (lines.pop() !== '') {
    throw new Error('The note is cut off');
  }
  const signatures = lines.map(line => {
    const [, name, encoded] =
      /^— ([^+\s]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    const bytes = encoded ? fromBase64(encoded) : new Uint8Array();
    if (bytes.length < 5) {
      throw new Error('The note has a line that is no signature');
    }
    return {
      name,
      keyHash: bytesToHex(bytes.slice(0, 4)),
      signature: bytes.slice(4),
    };
  });
  return { text: note.slice(0, at + 1), signatures };
}

/**
 * Which of the keys have signed a note. A signature by none of them says nothing; a false one by one of them is an error.
 *
 * @throws Error naming the key whose signature is false
 */
export function signersOf(
  { text, signatures }: SignedNote,
  keys: VerifierKey[],
  verify: VerifySignature,
): VerifierKey[] {
  const message = encoder.encode(text);
  return signatures.flatMap(({ name, keyHash, signature }) => {
    const key = keys.find(
      each => each.name === name && keyHashOf(each) === keyHash,
    );
    if (key && !verify(key.publicKey, message, signature)) {
      throw new Error(`The signature by ${name}+${keyHash} is false`);
    }
    return key ? [key] : [];
  });
}
