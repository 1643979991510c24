import {
  canonicalEvent,
  Checkpoint,
  ExportedPart,
  exportFormat,
  ExportHeader,
  ExportTrailer,
  formatVerifierKey,
  LeafRange,
  toBase64,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { toCanonicalJson } from '../platform/canonical';
import { CheckpointStore } from './CheckpointStore';
import { leavesOf, Times, timesOf } from './ExportedLeaves';
import { Purges } from './Purges';
import { pageSize, SealedEvents } from './SealedEvents';
import { SealedTree } from './SealedTree';
import { CheckpointKeys } from './signing';
import { toWritten, TrailRow } from './trailRows';

/** A leaf to export. */
interface Exported {
  leafIndex: number;
  row: TrailRow;
  /** Of an event whose content was purged: the hash of its leaf, in hex. */
  purgedLeaf?: string;
}

/** Writes the sealed log out, line by line: it may be longer than memory. */
export class Exporter {
  readonly #database: Knex;
  readonly #tree: SealedTree;
  readonly #events: SealedEvents;
  readonly #checkpoints: CheckpointStore;
  readonly #keys: CheckpointKeys;
  readonly #purges: Purges;

  constructor(options: {
    database: Knex;
    tree: SealedTree;
    events: SealedEvents;
    checkpoints: CheckpointStore;
    keys: CheckpointKeys;
  }) {
    this.#database = options.database;
    this.#tree = options.tree;
    this.#events = options.events;
    this.#checkpoints = options.checkpoints;
    this.#keys = options.keys;
    this.#purges = new Purges(options.database);
  }

  /**
   * The lines of an export, as the log was sealed last.
   *
   * @throws InputError for leaves that the log does not have, and for a time that ends before it begins
   * @throws NotFoundError as long as nothing has been sealed
   */
  async open(
    format: 'ndjson' | 'csv',
    asked: ExportedPart,
  ): Promise<AsyncGenerator<string>> {
    const checkpoint = await this.#checkpoints.getLatest();
    const leaves = await leavesOf(this.#database, asked, checkpoint.size);
    return format === 'csv'
      ? this.#csv(leaves, timesOf(asked))
      : this.#ndjson(leaves, checkpoint);
  }

  async *#ndjson(
    { from, to }: LeafRange,
    checkpoint: Checkpoint,
  ): AsyncGenerator<string> {
    const { size, origin, note } = checkpoint;
    const encoded = async (range: LeafRange) =>
      (await this.#tree.subtreeHashes(range)).map(toBase64);
    const header: ExportHeader = {
      format: exportFormat,
      origin,
      size,
      from,
      to,
      before: await encoded({ from: 0, to: from }),
    };
    yield toCanonicalJson(header);
    for await (const exported of this.#read({ from, to })) {
      const { leafIndex, row, purgedLeaf } = exported;
      const purged = purgedLeaf ? `"purgedLeaf":"${purgedLeaf}",` : '';
      const event = canonicalEvent(toWritten(row), 'whole');
      yield `{"event":${event},"leafIndex":${leafIndex},${purged}"source":"${row.source}"}`;
    }
    const trailer: ExportTrailer = {
      checkpoint: note,
      keys: this.#keys.all.map(formatVerifierKey),
      after: await encoded({ from: to, to: size }),
    };
    yield toCanonicalJson(trailer);
  }

  /** A table proves nothing, so that it need not hold what stands between the events of a time. */
  async *#csv(range: LeafRange, times: Times): AsyncGenerator<string> {
    yield 'leafIndex,source,subject,sequence,type,actor,occurredAt,data,previousHash,hash';
    for await (const { leafIndex, row } of this.#read(range)) {
      const { identity, ...event } = toWritten(row);
      if (!isWithin(event.occurredAt, times)) {
        continue;
      }
      yield [
        leafIndex,
        row.source,
        ...Object.values(identity),
        event.sequence,
        event.type,
        event.actor,
        event.occurredAt,
        event.data,
        event.previousHash,
        event.hash,
      ]
        .map(toCell)
        .join(',');
    }
  }

  async *#read({ from, to }: LeafRange): AsyncGenerator<Exported> {
    for (let at = from; at < to; at += pageSize) {
      const end = Math.min(at + pageSize, to);
      // An event that is gone leaves a gap, which the check of the export names.
      const page = await this.#events.page({ from: at, to: end });
      const purges = await this.#purges.readFor(page.map(({ row }) => row));
      for (const { leafIndex, row } of page) {
        if (row) {
          yield { leafIndex, row, purgedLeaf: purges.of(row)?.leaf };
        }
      }
    }
  }
}

function isWithin(time: string, { from = time, to }: Times): boolean {
  return time >= from && (to === undefined || time < to);
}

// Spreadsheets take what looks like these signs for them, too: full-width and small forms, and the minus of mathematics.
const calculated = /^[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫−]/;

/** A cell that a spreadsheet shows and does not calculate. */
export function toCell(value: string | number): string {
  const text = String(value);
  const safe = calculated.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
