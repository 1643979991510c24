import { OperationId } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { adjustablePolicy } from '../permissions/__testUtils__/adjustablePolicy';
import { agreedSlot, slotNow, walk } from '../__testUtils__/walk';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('statements sent to the database, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  beforeAll(async () => {
    knex = await databases.init(engine);
    portal = await startPortal({
      knex,
      features: [adjustablePolicy().feature],
    });
  });

  /** How many statements a request that reads sends: the least of some tries, as what goes on beside it only adds to them. */
  async function count(request: () => Promise<unknown>): Promise<number> {
    const counts: number[] = [];
    for (let i = 0; i < 5; i++) {
      let sent = 0;
      const listen = () => {
        sent += 1;
      };
      knex.on('query', listen);
      await request();
      knex.off('query', listen);
      counts.push(sent);
    }
    return Math.min(...counts);
  }

  /**
   * How many of them are sent in the transaction of a command. What it means for others is looked at, and they are told of
   * it, in others.
   */
  async function countInTransaction(
    request: () => Promise<unknown>,
    itsOwn: RegExp,
  ): Promise<number> {
    const transactions = new Map<string, string[]>();
    const listen = (query: { sql: string; __knexTxId?: string }) => {
      const { sql, __knexTxId: id } = query;
      if (id) {
        transactions.set(id, [...(transactions.get(id) ?? []), sql]);
      }
    };
    knex.on('query', listen);
    await request();
    knex.off('query', listen);
    const own = [...transactions.values()].filter(statements =>
      statements.some(sql => itsOwn.test(sql)),
    );
    expect(own).toHaveLength(1);
    return own[0].length;
  }

  it('are as few as they were, with an Idempotency-Key (two less without)', async () => {
    const { ask, send } = portal;
    const counts: Record<string, number> = {};
    let key = 0;
    const { id } = await ask('amina', 'createChange', { body: form() });
    const measure = async (
      name: string,
      operation: OperationId,
      body: object,
    ) => {
      counts[operation] = await countInTransaction(
        async () => {
          const sent = { path: { id }, body };
          key += 1;
          const { status, body: answer } = await send(name, operation, {
            ...sent,
            ...(operation !== 'editChange' && { key: `${key}` }),
          });
          expect([status < 300, answer]).toEqual([true, answer]);
        },
        operation === 'editChange' ? /\bupdate .changes./ : /idempotency_keys/,
      );
    };
    await measure('amina', 'createChange', form());
    await measure('amina', 'editChange', {
      revision: 1,
      affectedEntities: [
        'component:default/payments',
        'component:default/mail',
      ],
      plannedStart: slotNow().plannedStart,
    });
    await measure('amina', 'submitChange', {});
    await measure('youssef', 'assessChange', {
      entityRef: 'component:default/payments',
      impactOnClients: '',
      impactOnData: '',
    });
    await walk(portal, id, 'authorization');
    await measure('salma', 'decideChange', { decision: 'approve' });
    await measure('salma', 'scheduleChange', agreedSlot());
    await measure('salma', 'holdChange', { reason: 'Wait' });
    await measure('salma', 'releaseChange', {});
    await measure('amina', 'addTestResult', {
      environment: 'staging',
      outcome: 'passed',
    });
    await measure('amina', 'startChange', {});
    await measure('amina', 'addLogEntry', { summary: 'a', whatChanged: 'b' });
    await measure('omar', 'addComment', { text: 'Hello' });
    await measure('amina', 'completeChange', {
      outcome: 'successful',
      result: 'Fine',
    });
    await measure('amina', 'reviewChange', { summary: 'Fine' });
    await measure('salma', 'closeChange', {
      closeCode: 'successful',
      summary: 'Fine',
    });
    // On PostgreSQL, what is written is one statement, with what figures count. One of those that judge the form reads what
    // failed and what overlaps.
    const [sqlite, postgres] = [0, 1];
    const expected = {
      createChange: [9, 6],
      editChange: [8, 4],
      submitChange: [12, 8],
      assessChange: [9, 6],
      decideChange: [11, 6],
      // Slots and windows around it are read, and its own is written; on PostgreSQL, under a lock.
      scheduleChange: [14, 11],
      holdChange: [9, 6],
      releaseChange: [9, 6],
      addTestResult: [7, 6],
      startChange: [14, 11],
      addLogEntry: [7, 6],
      addComment: [9, 6],
      completeChange: [12, 8],
      reviewChange: [9, 6],
      // How it stands with the clauses of the policy is kept.
      closeChange: [13, 7],
    };
    const of = engine === 'SQLITE_3' ? sqlite : postgres;
    expect(counts).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([name, both]) => [name, both[of]]),
      ),
    );
  });

  it('are few of a new draft, which needs no transaction on PostgreSQL', async () => {
    const create = () => portal.ask('amina', 'createChange', { body: form() });
    // What speaks against it, its number, and what is written.
    expect(await count(create)).toBe(engine === 'SQLITE_3' ? 8 : 3);
  });

  it('do not grow with the length of a list', async () => {
    const { ask } = portal;
    for (let i = 0; i < 20; i++) {
      await ask('amina', 'createChange', { body: form() });
    }
    const list = (limit: string, totalItems: string) => () =>
      ask('salma', 'listChanges', { query: { limit, totalItems } });
    expect(await count(list('2', 'exclude'))).toBe(1);
    expect(await count(list('20', 'exclude'))).toBe(1);
    expect(await count(list('20', 'include'))).toBe(2);
    const path = { kind: 'system', namespace: 'default', name: 'shop' };
    expect(await count(() => ask('salma', 'getEntitySummary', { path }))).toBe(
      5,
    );
    const page = { path: { id: 'CHG-1001' } };
    expect(await count(() => ask('salma', 'getChange', page))).toBe(1);
    expect(await count(() => ask('salma', 'listAuditEvents', page))).toBe(2);
  });
});
