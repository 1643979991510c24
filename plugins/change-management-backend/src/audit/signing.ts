import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import {
  formatVerifierKey,
  keyHashOf,
  NoteSignature,
  parseVerifierKey,
  VerifierKey,
} from 'backstage-plugin-change-management-common';
import {
  createPrivateKey,
  createPublicKey,
  KeyObject,
  sign,
} from 'node:crypto';

const root = 'changeManagement.audit';

/** A key that signs checkpoints. */
interface SigningKey {
  key: VerifierKey;
  privateKey: KeyObject;
  /** From when on it signs, in milliseconds. */
  from: number;
}

/** How the audit trail is sealed, as `changeManagement.audit` says. */
export interface SealingOptions {
  origin: string;
  every: HumanDuration;
  keys: CheckpointKeys;
}

// A seed of 32 bytes becomes PKCS#8 by putting this before it (RFC 8410 §7).
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function readPrivateKey(config: Config): KeyObject {
  const text = config.getString('privateKey').trim();
  const key = text.startsWith('-----')
    ? createPrivateKey(text)
    : createPrivateKey({
        key: Buffer.concat([pkcs8Prefix, Buffer.from(text, 'base64')]),
        format: 'der',
        type: 'pkcs8',
      });
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new Error('it is not an Ed25519 key');
  }
  return key;
}

function readSigningKey(config: Config, origin: string): SigningKey {
  const name = config.getOptionalString('name') ?? origin;
  const from = config.getOptionalString('from');
  try {
    if (/[+\s]/.test(name)) {
      throw new Error('its name contains a space or +');
    }
    const start = from === undefined ? 0 : Date.parse(from);
    if (Number.isNaN(start)) {
      throw new Error(`${from} is not a time`);
    }
    const privateKey = readPrivateKey(config);
    const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
    return {
      key: { name, publicKey: Buffer.from(x!, 'base64url') },
      privateKey,
      from: start,
    };
  } catch (error) {
    // What the key is stays out of the message.
    throw new InputError(
      `Invalid ${root}.signingKeys: the key ${name} cannot be read`,
      error,
    );
  }
}

/** The keys that sign checkpoints, each from its time on, and those that once did. */
export class CheckpointKeys {
  readonly #signing: SigningKey[];
  readonly #retired: VerifierKey[];

  constructor(signing: SigningKey[], retired: VerifierKey[]) {
    this.#signing = [...signing].sort((a, b) => b.from - a.from);
    this.#retired = retired;
  }

  /** Every key, to verify with. */
  get all(): VerifierKey[] {
    return [...this.#signing.map(({ key }) => key), ...this.#retired];
  }

  /** The one that signs at a time: the latest to have begun. */
  current(at: Date): VerifierKey | undefined {
    return this.#at(at)?.key;
  }

  sign(text: string, at: Date): NoteSignature | undefined {
    const current = this.#at(at);
    return (
      current && {
        name: current.key.name,
        keyHash: keyHashOf(current.key),
        signature: sign(null, Buffer.from(text), current.privateKey),
      }
    );
  }

  /** Public keys in the form that C2SP tools take. */
  published(at: Date): { current?: string; others: string[] } {
    const current = this.current(at);
    return {
      ...(current && { current: formatVerifierKey(current) }),
      others: this.all.filter(key => key !== current).map(formatVerifierKey),
    };
  }

  #at(at: Date): SigningKey | undefined {
    return this.#signing.find(({ from }) => from <= at.getTime());
  }
}

function defaultOrigin(config: RootConfigService): string {
  const base = config.getOptionalString('backend.baseUrl');
  return `${base ? new URL(base).host : 'backstage'}/change-management`;
}

/** @throws InputError for a key that cannot be read */
export function readSealing(config: RootConfigService): SealingOptions {
  const origin =
    config.getOptionalString(`${root}.origin`) ?? defaultOrigin(config);
  if (!/^[^+\s]+$/.test(origin)) {
    throw new InputError(
      `Invalid ${root}.origin: it must be one word without +`,
    );
  }
  const signing = config.getOptionalConfigArray(`${root}.signingKeys`) ?? [];
  const retired = config.getOptionalStringArray(`${root}.retiredKeys`) ?? [];
  const every = `${root}.sealEvery`;
  return {
    origin,
    every: config.has(every)
      ? readDurationFromConfig(config, { key: every })
      : { minutes: 1 },
    keys: new CheckpointKeys(
      signing.map(key => readSigningKey(key, origin)),
      retired.map(parseVerifierKey),
    ),
  };
}
