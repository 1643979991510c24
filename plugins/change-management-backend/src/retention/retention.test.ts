import { mockServices } from '@backstage/backend-test-utils';
import { purgedData } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabases } from '../__testUtils__/databases';
import { roles } from '../__testUtils__/organisation';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { dropTrailGuards } from '../__testUtils__/trailGuards';
import { walk } from '../__testUtils__/walk';
import { auditRoom, sealing } from '../audit/__testUtils__/room';
import { RecordTrail } from '../audit/RecordTrail';
import { createBlankChange } from '../changes/blankChange';
import { DatabaseChangeStore } from '../changes/DatabaseChangeStore';
import { changeAudit, download } from '../evidence/__testUtils__/packs';
import { NoticeBook } from '../notices/NoticeBook';
import { Idempotency } from '../platform/Idempotency';
import { createRetention } from './createRetention';

jest.setTimeout(240_000);

const { databases, supported } = createDatabases();
const secret = 'Nobody may read this in ten years';

describe.each(supported)('retention, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let folder: string;
  /** Closed and purged; closed and held; open. */
  let [purged, held, open]: string[] = [];

  const numberOf = (id: string) => Number(id.slice(4));
  const inTenYears = () => new Date(Date.now() + 10 * 366 * 86_400_000);

  function purger(
    years: number | undefined,
    more: Partial<Parameters<typeof createRetention>[0]> = {},
  ) {
    const clock = inTenYears;
    const shared = {
      database: knex,
      trail: new RecordTrail(knex),
      idempotency: new Idempotency(knex, clock),
      clock,
    };
    return createRetention({
      config: mockServices.rootConfig({
        data: { changeManagement: { ...(years && { retention: { years } }) } },
      }),
      ...shared,
      blankChange: createBlankChange(new DatabaseChangeStore(knex)),
      noticeBook: new NoticeBook(shared),
      sealer: auditRoom(knex).sealer,
      ...more,
    }).purger;
  }

  /** Changes on which a hold is placed in the moment in which they are about to be purged. */
  class HeldJustNow extends DatabaseChangeStore {
    async lock(tx: Knex.Transaction, number: number) {
      await tx('legal_holds').insert({
        change_number: number,
        reason: 'Litigation',
        placed_by: 'user:default/karim',
        placed_at: new Date().toISOString(),
      });
      return super.lock(tx, number);
    }
  }

  async function verifyExport(): Promise<string> {
    const { body } = await download(portal, 'hind', '/audit/export');
    const file = path.join(folder, 'export.ndjson');
    await writeFile(file, body);
    return (await changeAudit(file)).said;
  }

  const listed = async (): Promise<string[]> =>
    (await portal.ask('hind', 'listChanges')).items.map(
      ({ title }: { title: string }) => title,
    );

  const contentOf = async (id: string) =>
    JSON.stringify([
      await knex('changes').where({ number: numberOf(id) }),
      await knex('audit_events').where({ change_number: numberOf(id) }),
      await knex('notices').where({ change_id: id }),
    ]);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'retention-'));
    knex = await databases.init(engine);
    portal = await startPortal({
      knex,
      config: { changeManagement: { audit: sealing, roles } },
    });
    const create = async () => {
      const body = form({ title: secret, description: secret });
      return (await portal.ask('amina', 'createChange', { body })).id;
    };
    [purged, held, open] = [await create(), await create(), await create()];
    await portal.step('salma', 'addComment', purged, { text: secret });
    await walk(portal, purged, 'closed');
    await walk(portal, held, 'closed');
    await walk(portal, open, 'implementation');
    await auditRoom(knex).sealer.seal();
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('lets the security manager and the CTO alone place a hold, which is recorded', async () => {
    const body = { changeId: held, reason: 'Litigation' };
    for (const name of ['hind', 'amina', 'youssef']) {
      const { status } = await portal.send(name, 'placeLegalHold', { body });
      expect(status).toBe(403);
    }
    const bad = { entityRef: 'component:default/orders', ...body };
    expect(
      await portal.send('karim', 'placeLegalHold', { body: bad }),
    ).toMatchObject({ status: 400 });
    const hold = await portal.ask('karim', 'placeLegalHold', { body });
    expect(hold).toMatchObject({ changeId: held, reason: 'Litigation' });
    const list = await portal.ask('hind', 'listLegalHolds');
    expect(list.items).toEqual([hold]);
    expect(
      await knex('record_events').where({ subject: `legal-hold:${hold.id}` }),
    ).toHaveLength(1);
  });

  it('is refused by the database as long as nothing says that it is to be purged', async () => {
    await expect(
      knex('audit_events')
        .where({ change_number: numberOf(purged) })
        .update({ data: purgedData }),
    ).rejects.toThrow(/append-only/);
  });

  it('purges nothing unless the years are set, and nothing that is younger', async () => {
    expect(await purger(undefined).purge()).toBe(0);
    expect(await purger(20).purge()).toBe(0);
  });

  it('purges what has ended, keeps what is held or open, and leaves everything verifiable', async () => {
    // What this replica remembers is purged by another one.
    expect(await listed()).not.toContain('Purged');
    expect(await purger(7).purge()).toBe(1);
    expect(await purger(7).purge()).toBe(0);
    expect(await contentOf(purged)).not.toContain(secret);
    expect(await contentOf(held)).toContain(secret);
    expect(await contentOf(open)).toContain(secret);
    await auditRoom(knex).sealer.seal();
    expect(await auditRoom(knex).verifier.verify({})).toMatchObject({
      ok: true,
    });
    expect(await verifyExport()).toMatch(
      /^OK \d+ events, the content of \d+ of them purged, checkpoint/,
    );
  });

  it('still shows the change, its seal, and evidence that is verified', async () => {
    const sent = { path: { id: purged } };
    const change = await portal.ask('hind', 'getChange', sent);
    expect(change).toMatchObject({
      title: 'Purged',
      state: 'closed',
      closeCode: 'successful',
    });
    expect(await listed()).toContain('Purged');
    expect((await portal.ask('hind', 'listLog', sent)).items).toEqual([]);
    expect(await portal.ask('hind', 'getChangeSeal', sent)).toMatchObject({
      ok: true,
    });
    const { body } = await download(
      portal,
      'hind',
      `/changes/${purged}/evidence`,
      { format: 'zip' },
    );
    const file = path.join(folder, 'pack.zip');
    await writeFile(file, body);
    expect((await changeAudit(file)).said).toMatch(/^OK /);
  });

  it('lets nothing else of a purged event be altered', async () => {
    await expect(
      knex('audit_events')
        .where({ change_number: numberOf(purged), sequence: 2 })
        .update({ data: purgedData, actor: 'user:default/omar' }),
    ).rejects.toThrow(/append-only/);
  });

  it.each<[string, object, () => object]>([
    [
      'what was left of an event is altered',
      { actor: 'user:default/mallory' },
      () => ({ change_number: numberOf(purged), sequence: 3 }),
    ],
    [
      'its hash is altered',
      { hash: 'f'.repeat(64) },
      () => ({ change_number: numberOf(purged), sequence: 3 }),
    ],
    [
      'content is taken away that nobody purged',
      { data: purgedData },
      () => ({ change_number: numberOf(held), sequence: 2 }),
    ],
    [
      'content is put back that is another',
      { data: '{"text":"another"}' },
      () => ({ change_number: numberOf(purged), sequence: 3 }),
    ],
    [
      'an event beside is altered',
      { actor: 'user:default/mallory' },
      () => ({ change_number: numberOf(held), sequence: 3 }),
    ],
  ])('is found out when %s', async (_, altered, where) => {
    const tx = await knex.transaction();
    try {
      await dropTrailGuards(tx);
      await tx('audit_events').where(where()).update(altered);
      const verdict = await auditRoom(tx).verifier.verify({});
      const { change_number: number, sequence } = where() as any;
      expect(verdict).toMatchObject({
        ok: false,
        firstBad: { subject: `CHG-${number}`, sequence },
      });
    } finally {
      await tx.rollback();
    }
  });

  it('purges what was held once it is released', async () => {
    const { items } = await portal.ask('nadia', 'listLegalHolds');
    const sent = { path: { id: items[0].id }, body: { reason: 'Settled' } };
    expect((await portal.send('hind', 'releaseLegalHold', sent)).status).toBe(
      403,
    );
    const { release } = await portal.ask('nadia', 'releaseLegalHold', sent);
    expect(release).toMatchObject({ by: 'user:default/nadia' });
    expect((await portal.send('nadia', 'releaseLegalHold', sent)).status).toBe(
      409,
    );
    const body = { entityRef: 'system:default/shop', reason: 'Audit' };
    const second = await portal.ask('karim', 'placeLegalHold', { body });
    expect(await purger(7).purge()).toBe(0);
    await portal.ask('karim', 'releaseLegalHold', {
      path: { id: second.id },
      body: { reason: 'Done' },
    });
    expect(await purger(7).purge()).toBe(1);
    expect(await contentOf(held)).not.toContain(secret);
  });

  it('purges nothing that is held after it was written down what would be left of it', async () => {
    const body = form({ title: secret, description: secret });
    const { id } = await portal.ask('amina', 'createChange', { body });
    await walk(portal, id, 'closed');
    await auditRoom(knex).sealer.seal();

    const blankChange = createBlankChange(new HeldJustNow(knex));
    expect(await purger(7, { blankChange }).purge()).toBe(0);
    expect(await contentOf(id)).toContain(secret);
    expect(await purger(7).purge()).toBe(0);
    expect(await contentOf(id)).toContain(secret);

    // What is said of it meanwhile is younger, and stays.
    await portal.step('salma', 'addComment', id, { text: 'Held by the court' });
    const { items } = await portal.ask('nadia', 'listLegalHolds');
    await portal.ask('nadia', 'releaseLegalHold', {
      path: { id: items[0].id },
      body: { reason: 'Settled' },
    });
    expect(await purger(7).purge()).toBe(1);
    expect(await contentOf(id)).not.toContain(secret);
    expect(await contentOf(id)).toContain('Held by the court');
    expect(await auditRoom(knex).verifier.verify({})).toMatchObject({
      ok: true,
    });
  });
});
