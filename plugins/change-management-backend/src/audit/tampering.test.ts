import fc from 'fast-check';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { form, startPortal } from '../__testUtils__/startPortal';
import { dropTrailGuards } from '../__testUtils__/trailGuards';
import { walk } from '../__testUtils__/walk';
import { auditRoom } from './__testUtils__/room';
import { RecordTrail } from './RecordTrail';

jest.setTimeout(240_000);

const { databases, supported } = createDatabases();

interface Leaf {
  leaf_index: number | string;
  source: 'change' | 'record';
  position: number | string;
  subject: string;
  sequence: number;
}

const tables = { change: 'audit_events', record: 'record_events' };

/** Another text of the same kind. */
const flipText = (text: string, at: number) => {
  const i = at % text.length;
  return `${text.slice(0, i)}${text[i] === 'x' ? 'y' : 'x'}${text.slice(
    i + 1,
  )}`;
};

describe.each(supported)('an event that was tampered with, %s', engine => {
  let knex: Knex;
  let leaves: Leaf[];
  let columns: string[];

  beforeAll(async () => {
    knex = await databases.init(engine);
    const portal = await startPortal({ knex });
    for (let i = 0; i < 3; i++) {
      const { id } = await portal.ask('amina', 'createChange', {
        body: form(),
      });
      await walk(portal, id, 'closed');
    }
    const append = (subject: string) =>
      knex.transaction(tx =>
        new RecordTrail(knex).append(
          tx,
          subject,
          Array.from({ length: 10 }, (_, i) => ({ type: 'noted', i })),
          { actor: 'user:default/salma', at: '2026-12-01T12:00:00.000Z' },
        ),
      );
    await append('policy:7');
    await append('policy:8');
    await auditRoom(knex).sealer.seal();
    await dropTrailGuards(knex);
    leaves = await knex('audit_leaves').orderBy('leaf_index');
    columns = ['type', 'actor', 'data', 'previous_hash', 'hash'];
  });

  /** Tampers in a transaction that is taken back, and verifies in it. */
  async function found(tamper: (tx: Knex.Transaction) => Promise<unknown>) {
    const tx = await knex.transaction();
    try {
      await tamper(tx);
      return await auditRoom(tx).verifier.verify({});
    } finally {
      await tx.rollback();
    }
  }

  const event = (tx: Knex.Transaction, { source, position }: Leaf) =>
    tx(tables[source]).where({ position });
  const named = ({ source, subject, sequence, leaf_index }: Leaf) => ({
    source,
    subject,
    sequence,
    leafIndex: Number(leaf_index),
  });
  const anywhere = (
    check: (leaf: Leaf, at: number) => Promise<void>,
    numRuns = 25,
  ) =>
    fc.assert(
      fc.asyncProperty(
        fc.nat().map(n => leaves[n % leaves.length]),
        fc.nat(100_000),
        check,
      ),
      { numRuns },
    );

  it('is sound as long as nobody does', async () => {
    expect(await found(async () => {})).toMatchObject({
      ok: true,
      checked: leaves.length,
      unsealed: 0,
    });
  });

  it('is named when anything in it was flipped', () =>
    anywhere(async (leaf, at) => {
      const column = columns[at % columns.length];
      const verdict = await found(async tx => {
        const row = await event(tx, leaf).first();
        await event(tx, leaf).update({ [column]: flipText(row[column], at) });
      });
      expect(verdict).toMatchObject({ ok: false, firstBad: named(leaf) });
    }));

  it('is named when it is gone', () =>
    anywhere(async leaf => {
      const verdict = await found(tx => event(tx, leaf).delete());
      expect(verdict.firstBad).toEqual({ ...named(leaf), reason: 'is gone' });
    }));

  it('is named when it was put in', () =>
    anywhere(async (leaf, at) => {
      const verdict = await found(async tx => {
        const { position, ...row } = await event(tx, leaf).first();
        const last = await tx(tables[leaf.source])
          .where(
            leaf.source === 'change'
              ? { change_number: row.change_number }
              : { subject: row.subject },
          )
          .max({ sequence: 'sequence' })
          .first();
        await tx(tables[leaf.source]).insert({
          ...row,
          sequence: Number(last?.sequence) + 1 + (at % 2),
          position: 1_000_000 + at,
        });
      });
      expect(verdict).toMatchObject({
        ok: false,
        firstBad: { source: leaf.source, subject: leaf.subject },
      });
      expect(verdict.firstBad?.leafIndex).toBeUndefined();
    }));

  it('is named when it changed places with another', () =>
    anywhere(async (leaf, at) => {
      const same = leaves.filter(
        other => other.source === leaf.source && other !== leaf,
      );
      const other = same[at % same.length];
      const verdict = await found(async tx => {
        await event(tx, leaf).update({ position: 2_000_000 });
        await event(tx, other).update({ position: leaf.position });
        await tx(tables[leaf.source])
          .where({ position: 2_000_000 })
          .update({ position: other.position });
      });
      const [first] = [leaf, other].sort(
        (a, b) => Number(a.leaf_index) - Number(b.leaf_index),
      );
      expect(verdict).toMatchObject({
        ok: false,
        firstBad: { leafIndex: Number(first.leaf_index) },
      });
    }));

  it('is named when its leaf changed places, is gone, or is another', () =>
    anywhere(async (leaf, at) => {
      const others = leaves.filter(each => each !== leaf);
      const other = others[at % others.length];
      const at0 = { leaf_index: leaf.leaf_index };
      const swapped = await found(async tx => {
        await tx('audit_leaves').where(at0).update({ leaf_index: 1_000_000 });
        await tx('audit_leaves')
          .where({ leaf_index: other.leaf_index })
          .update(at0);
        await tx('audit_leaves')
          .where({ leaf_index: 1_000_000 })
          .update({ leaf_index: other.leaf_index });
      });
      const first = Math.min(Number(leaf.leaf_index), Number(other.leaf_index));
      expect(swapped.firstBad?.leafIndex).toBe(first);
      const gone = await found(tx => tx('audit_leaves').where(at0).delete());
      expect(gone.firstBad?.leafIndex).toBe(Number(leaf.leaf_index));
      const flipped = await found(async tx => {
        const node = { level: 0, node_index: leaf.leaf_index };
        await tx('audit_nodes')
          .where(node)
          .update({ hash: 'f'.repeat(64) });
      });
      expect(flipped.firstBad?.leafIndex).toBe(Number(leaf.leaf_index));
    }, 10));

  it('is found when every hash was made anew, by the checkpoint', async () => {
    const verdict = await found(async tx => {
      await tx('record_events')
        .where({ subject: 'policy:8', sequence: 10 })
        .delete();
      await new RecordTrail(tx).append(
        tx,
        'policy:8',
        [{ type: 'noted', i: 99 }],
        { actor: 'user:default/salma', at: '2026-12-01T12:00:00.000Z' },
      );
      await tx('audit_leaves').delete();
      await tx('audit_nodes').delete();
      const checkpoint = await tx('audit_checkpoints').first();
      await tx('audit_checkpoints').delete();
      await tx('audit_sealing').update({
        tree_size: 0,
        change_mark: 0,
        record_mark: 0,
      });
      await auditRoom(tx, { audit: {} }).sealer.seal();
      await tx('audit_checkpoints').delete();
      await tx('audit_checkpoints').insert(checkpoint);
    });
    expect(verdict).toMatchObject({
      ok: false,
      firstBad: { reason: expect.stringContaining('its root is another') },
    });
  });

  it('is found at the end of a change, sealed or not', async () => {
    const last = leaves.filter(({ source }) => source === 'change').pop()!;
    const verdict = await found(async tx => {
      await tx('changes')
        .where({ number: Number(last.subject.slice(4)) })
        .update({ audit_sequence: 99 });
    });
    expect(verdict.firstBad).toMatchObject({
      subject: last.subject,
      reason: 'is not where its change says that the trail ends',
    });
  });

  it('is found when a checkpoint was signed by nobody known, or altered', async () => {
    const altered = await found(tx =>
      tx('audit_checkpoints').update({
        note: tx.raw(`replace(note, 'portal', 'forged')`),
      }),
    );
    expect(altered.firstBad?.reason).toContain('checkpoint of');
    const tx = await knex.transaction();
    const other = auditRoom(tx, {
      audit: {
        signingKeys: [{ privateKey: Buffer.alloc(32, 9).toString('base64') }],
      },
    });
    expect((await other.verifier.verify({})).firstBad?.reason).toContain(
      'none of the known keys',
    );
    await tx.rollback();
  });
});
