import { AuditEvent } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { dropTrailGuards } from '../__testUtils__/trailGuards';
import { walk } from '../__testUtils__/walk';
import { hashEvent, verifyChain } from './chain';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('the audit trail, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let id: string;

  beforeEach(async () => {
    knex = await databases.init(engine);
    portal = await startPortal({ knex });
    ({ id } = await portal.ask('amina', 'createChange', {
      body: form({ title: 'Zoë’s change: 5 € → "more"' }),
    }));
    await walk(portal, id, 'closed');
  });

  async function trail(): Promise<AuditEvent[]> {
    const page = await portal.ask('hind', 'listAuditEvents', { path: { id } });
    return page.items;
  }

  async function head() {
    const row = await knex('changes').first('audit_sequence', 'audit_hash');
    return { sequence: row.audit_sequence, hash: row.audit_hash };
  }

  it('is whole, and starts at nothing', async () => {
    const events = await trail();
    expect(events.map(event => event.type)).toEqual([
      'created',
      'submitted',
      'assessment-opened',
      'assessed',
      'authorization-opened',
      'decided',
      'approved',
      'scheduled',
      'tested',
      'started',
      'logged',
      'completed',
      'closed',
    ]);
    expect(events[0].previousHash).toBe('0'.repeat(64));
    expect(verifyChain(events, await head())).toBeUndefined();
  });

  it('can be checked by anybody who knows SHA-256 and RFC 8785', async () => {
    const [{ hash, ...event }] = await trail();
    // Keys in order, as RFC 8785 wants them; the rest of it is how JavaScript writes JSON anyway.
    const sorted = (_: string, value: unknown) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort())
        : value;
    const canonical = JSON.stringify(event, sorted);
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash);
  });

  it.each<[string, () => Promise<unknown>, number]>([
    [
      'an actor',
      () =>
        knex('audit_events')
          .where({ sequence: 6 })
          .update({ actor: 'user:default/omar' }),
      6,
    ],
    [
      'a time',
      () =>
        knex('audit_events')
          .where({ sequence: 3 })
          .update({ occurred_at: '2020-01-01T00:00:00.000Z' }),
      3,
    ],
    [
      'content',
      () =>
        knex('audit_events')
          .where({ sequence: 1 })
          .update({ data: knex.raw(`replace(data, 'Zoë', 'Zoe')`) }),
      1,
    ],
    [
      'an event taken out',
      () => knex('audit_events').where({ sequence: 5 }).delete(),
      5,
    ],
    [
      'the last event cut off',
      () => knex('audit_events').where({ sequence: 12 }).delete(),
      12,
    ],
  ])('shows %s that was tampered with', async (_, tamper, sequence) => {
    await dropTrailGuards(knex);
    await tamper();
    expect(verifyChain(await trail(), await head())?.sequence).toBe(sequence);
  });

  it('shows an event that was rewritten with a fitting hash', async () => {
    const events = await trail();
    const forged = structuredClone(events);
    forged[5].actor = 'user:default/omar';
    const { hash, ...rest } = forged[5];
    forged[5].hash = hashEvent({ ...rest, hash });
    expect(verifyChain(forged)?.sequence).toBe(7);
  });

  it('is read in pages, both ways', async () => {
    const events = await trail();
    const read = (query: Record<string, string>) =>
      portal.ask('hind', 'listAuditEvents', { path: { id }, query });
    const first = await read({ limit: '5' });
    const second = await read({
      limit: '5',
      cursor: first.pageInfo.nextCursor,
    });
    const back = await read({ limit: '5', cursor: second.pageInfo.prevCursor });
    expect(first.items).toEqual(events.slice(0, 5));
    expect(second.items).toEqual(events.slice(5, 10));
    expect(back.items).toEqual(first.items);
    expect(first.pageInfo.prevCursor).toBeUndefined();
    expect(back.pageInfo).toEqual(first.pageInfo);
  });
});
