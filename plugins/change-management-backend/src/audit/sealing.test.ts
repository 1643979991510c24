import { mockServices } from '@backstage/backend-test-utils';
import {
  fromBase64,
  MerkleHasher,
  subjectOf,
  TrailEntry,
  verifyConsistency,
  verifyInclusion,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createDatabases } from '../__testUtils__/databases';
import { roles } from '../__testUtils__/organisation';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { deny } from '../permissions/__testUtils__/adjustablePolicy';
import {
  ownEntitiesOnly,
  startNarrowed,
} from '../permissions/__testUtils__/narrowed';
import { connect } from '../platform/database';
import { auditRoom, sealing } from './__testUtils__/room';
import { emptyChain, linkTo } from './chain';
import { RecordTrail } from './RecordTrail';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const hasher = new MerkleHasher();

describe.each(supported)('sealing, %s', engine => {
  let knex: Knex;

  const appendFew = (subject: string, count: number) =>
    knex.transaction(tx =>
      new RecordTrail(knex).append(
        tx,
        subject,
        Array.from({ length: count }, () => ({ type: 'noted' })),
        { actor: 'user:default/salma', at: '2026-12-01T12:00:00.000Z' },
      ),
    );

  const append = async (subject: string, count: number) => {
    for (let done = 0; done < count; done += 100) {
      await appendFew(subject, Math.min(100, count - done));
    }
  };

  const leaves = () => knex('audit_leaves').orderBy('leaf_index');

  beforeEach(async () => {
    knex = await connect(
      mockServices.database({ knex: await databases.init(engine) }),
    );
  });

  it('seals each event once and in order, however many seal at once', async () => {
    const rooms = [auditRoom(knex), auditRoom(knex), auditRoom(knex)];
    for (let round = 0; round < 3; round++) {
      await append('policy:1.1', 700);
      await append(`policy:2.${round}`, 750);
      const counts = await Promise.all(rooms.map(room => room.sealer.seal()));
      expect(counts.reduce((sum, count) => sum + count)).toBe(1450);
    }
    const sealed = await leaves();
    expect(sealed.map(({ leaf_index }) => Number(leaf_index))).toEqual(
      sealed.map((_, i) => i),
    );
    expect(new Set(sealed.map(({ position }) => String(position))).size).toBe(
      3 * 1450,
    );
    expect(await rooms[0].verifier.verify({})).toMatchObject({
      ok: true,
      checked: 3 * 1450,
      size: 3 * 1450,
      unsealed: 0,
    });
  });

  it('finds what appears behind what is sealed, until the mark has passed', async () => {
    let now = Date.parse('2026-12-01T12:00:00.000Z');
    const room = auditRoom(knex, { clock: () => new Date(now) });
    const insertAt = async (position: number) => {
      const subject = `policy:at-${position}`;
      const [event] = linkTo({ subject }, emptyChain, [{ type: 'noted' }], {
        actor: 'user:default/salma',
        at: '2026-12-01T12:00:00.000Z',
      });
      await knex('record_events').insert({
        position,
        subject,
        sequence: event.sequence,
        type: event.type,
        actor: event.actor,
        occurred_at: event.occurredAt,
        data: '{}',
        previous_hash: event.previousHash,
        hash: event.hash,
      });
    };
    await insertAt(100);
    await room.sealer.seal();
    // As of a transaction that had taken its position and commits only now.
    await insertAt(50);
    expect(await room.sealer.seal()).toBe(1);
    for (let hour = 0; hour < 3; hour++) {
      now += 61 * 60 * 1000;
      expect(await room.sealer.seal()).toBe(0);
    }
    await insertAt(99);
    await insertAt(101);
    // Nothing can appear at 99 any more, but by somebody's hand; it is not sealed, and found.
    expect(await room.sealer.seal()).toBe(1);
    expect((await room.verifier.verify({})).firstBad).toMatchObject({
      subject: 'policy:at-99',
      reason: 'has not been sealed for more than an hour',
    });
  });

  it('proves leaves and growth to whoever knows RFC 9162', async () => {
    const room = auditRoom(knex);
    const roots: { size: number; root: Uint8Array }[] = [];
    for (const count of [1, 4, 8, 300]) {
      await append(`policy:${count}`, count);
      await room.sealer.seal();
      const { size, rootHash } = await room.checkpoints.getLatest();
      roots.push({ size, root: fromBase64(rootHash) });
    }
    const second = roots[roots.length - 1];
    for (const first of roots) {
      const { hashes } = await room.proofs.consistency({ from: first.size });
      const proof = hashes.map(fromBase64);
      expect(verifyConsistency(hasher, { first, second, proof })).toBe(true);
    }
    for (const leaf of [0, 7, 200, 312]) {
      const proven = await room.proofs.inclusion({ leaf });
      expect(
        verifyInclusion(hasher, {
          leaf,
          size: second.size,
          root: second.root,
          leafHash: fromBase64(proven.leafHash),
          proof: proven.hashes.map(fromBase64),
        }),
      ).toBe(true);
    }
  });

  it('says so when no key signs', async () => {
    const room = auditRoom(knex, { audit: {} });
    await append('policy:1.1', 1);
    await room.sealer.seal();
    const checkpoint = await room.checkpoints.getLatest();
    expect(checkpoint.signedBy).toBeUndefined();
    expect(checkpoint.note.split('\n')).toHaveLength(4);
    expect((await room.verifier.verify({})).ok).toBe(true);
  });

  it.each([
    'audit_events',
    'record_events',
    'audit_leaves',
    'audit_nodes',
    'audit_checkpoints',
  ])('lets nobody change or delete rows of %s by accident', async table => {
    const portal = await startPortal({ knex });
    await portal.ask('amina', 'createChange', { body: form() });
    await append('policy:1.1', 1);
    await auditRoom(knex).sealer.seal();
    const [column] = Object.keys(await knex(table).first());
    await expect(
      knex(table).update({ [column]: knex.ref(column) }),
    ).rejects.toThrow(/audit trail is append-only/);
    await expect(knex(table).delete()).rejects.toThrow(
      /audit trail is append-only/,
    );
  });
});

describe.each(supported)('the sealed log over HTTP, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let id: string;

  beforeEach(async () => {
    knex = await databases.init(engine);
    portal = await startPortal({
      knex,
      config: { changeManagement: { audit: sealing, roles } },
    });
    ({ id } = await portal.ask('amina', 'createChange', { body: form() }));
    await walk(portal, id, 'closed');
  });

  it('gives checkpoints that anybody can verify who knows C2SP', async () => {
    expect((await portal.send('omar', 'getLatestCheckpoint')).status).toBe(404);
    await auditRoom(knex).sealer.seal();
    const { note, size, rootHash } = await portal.ask(
      'omar',
      'getLatestCheckpoint',
    );
    const { current, origin } = await portal.ask('omar', 'getAuditKeys');

    // From the specifications alone: signed-note and tlog-checkpoint.
    const [text, signature] = note.split('\n\n');
    expect(text).toBe(`${sealing.origin}\n${size}\n${rootHash}`);
    const [, name, encoded] = /^— (\S+) (\S+)\n$/.exec(signature)!;
    const [, keyName, keyHash, keyData] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(
      current,
    )!;
    expect([name, origin]).toEqual([keyName, keyName]);
    const key = Buffer.from(keyData, 'base64');
    const hash = createHash('sha256')
      .update(Buffer.concat([Buffer.from(`${name}\n`), key]))
      .digest()
      .subarray(0, 4);
    expect(hash.toString('hex')).toBe(keyHash);
    const bytes = Buffer.from(encoded, 'base64');
    expect(bytes.subarray(0, 4)).toEqual(hash);
    expect(
      verify(
        null,
        Buffer.from(`${text}\n`),
        createPublicKey({
          key: {
            kty: 'OKP',
            crv: 'Ed25519',
            x: key.subarray(1).toString('base64url'),
          },
          format: 'jwk',
        }),
        bytes.subarray(4),
      ),
    ).toBe(true);
  });

  it('verifies for those who may, and says to others who that is', async () => {
    await auditRoom(knex).sealer.seal();
    for (const name of ['hind', 'karim', 'salma', 'nadia']) {
      expect(await portal.ask(name, 'verifyTrail')).toMatchObject({ ok: true });
    }
    for (const name of ['amina', 'omar', 'youssef']) {
      const { status, body } = await portal.send(name, 'verifyTrail');
      expect(status).toBe(403);
      expect(body.error.message).toContain('or an auditor may verify');
    }
    const part = await portal.ask('hind', 'verifyTrail', {
      query: { from: '3', to: '9' },
    });
    expect(part).toMatchObject({ ok: true, checked: 6 });
  });

  it('shows the whole trail, the latest first, in pages both ways', async () => {
    await auditRoom(knex).sealer.seal();
    const all = await portal.ask('hind', 'listTrail', {
      query: { limit: '200' },
    });
    expect(all.items.length).toBeGreaterThan(12);
    const times = all.items.map((item: any) => item.event.occurredAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(all.items.every((item: any) => item.leafIndex >= 0)).toBe(true);
    const turn = (cursor?: string) =>
      portal.ask('hind', 'listTrail', {
        query: { limit: '5', ...(cursor && { cursor }) },
      });
    const pages = [await turn()];
    for (let next = pages[0].pageInfo.nextCursor; next; ) {
      const page = await turn(next);
      pages.push(page);
      next = page.pageInfo.nextCursor;
    }
    const walked = pages.flatMap(page => page.items);
    expect(walked).toEqual(all.items);
    for (let i = 1; i < pages.length; i++) {
      const back = await turn(pages[i].pageInfo.prevCursor);
      expect(back.items).toEqual(pages[i - 1].items);
    }

    const decided = await portal.ask('hind', 'listTrail', {
      query: { changeId: id, type: 'decided' },
    });
    expect(decided.items).toHaveLength(1);
    const others = await portal.ask('amina', 'listTrail');
    expect(others.items.every((item: any) => item.source === 'change')).toBe(
      true,
    );
  });
});

describe.each(supported)('the trail for a narrowed reader, %s', engine => {
  it('holds the events of the changes that they may read, and no others', async () => {
    const { portal, policy, own, foreign } = await startNarrowed(
      await databases.init(engine),
    );
    const read = async (name: string, query: Record<string, string> = {}) =>
      (
        await portal.ask(name, 'listTrail', {
          query: { limit: '200', ...query },
        })
      ).items as TrailEntry[];
    const idsIn = (items: TrailEntry[]) =>
      [...new Set(items.map(({ event }) => subjectOf(event)))].sort();
    policy.set();
    expect(idsIn(await read('hind'))).toEqual(
      expect.arrayContaining([...own, ...foreign]),
    );
    policy.set(ownEntitiesOnly);
    expect(idsIn(await read('hind'))).toEqual([...own].sort());
    expect(await read('hind', { changeId: foreign[0] })).toEqual([]);
    policy.set({ audit: deny });
    expect(await read('hind')).toEqual([]);
  });
});
