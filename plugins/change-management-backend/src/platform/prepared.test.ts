import { createDatabases } from '../__testUtils__/databases';
import { keepPlans, prepared } from './prepared';
import { toUnavailable } from './unavailable';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

const onPostgres = supported.filter(([engine]) => engine !== 'SQLITE_3');

describe.each(onPostgres)('plans that are kept, %s', engine => {
  async function start() {
    const knex = await databases.init(engine);
    keepPlans(knex);
    const add = (tx: typeof knex, a: number) =>
      prepared(tx.select(tx.raw('?::int + 1 AS more', [a])));
    const kept = async (tx: typeof knex) =>
      (await tx('pg_prepared_statements').select('statement', 'name')).map(
        ({ statement }) => statement,
      );
    return { knex, add, kept };
  }

  it('serve a statement for as long as its connection lasts, and no other', async () => {
    const { knex, add, kept } = await start();
    await knex.transaction(async tx => {
      expect(await add(tx, 1)).toEqual([{ more: 2 }]);
      expect(await add(tx, 2)).toEqual([{ more: 3 }]);
      await tx.select(tx.raw('?::int AS other', [3]));
      expect(await kept(tx)).toEqual(['select $1::int + 1 AS more']);
    });
  });

  it('are done without once they were lost, which is no fault of whoever asked', async () => {
    const { knex, add, kept } = await start();
    const lost: any = await knex
      .transaction(async tx => {
        await add(tx, 1);
        // As where the next statement comes by another connection of a pool in between.
        await tx.raw('DEALLOCATE ALL');
        return add(tx, 1);
      })
      .catch(error => error);
    expect(lost.code).toBe('26000');
    expect(toUnavailable(lost, false)).toMatchObject({
      name: 'ServiceUnavailableError',
    });
    await knex.transaction(async tx => {
      await tx.raw('DEALLOCATE ALL');
      expect(await add(tx, 1)).toEqual([{ more: 2 }]);
      expect(await kept(tx)).toEqual([]);
    });
  });

  it('are not kept without bound', async () => {
    const { knex, kept } = await start();
    await knex.transaction(async tx => {
      for (let i = 0; i < 210; i++) {
        await prepared(tx.select(tx.raw(`?::int AS "n${i}"`, [i])));
      }
      expect(await kept(tx)).toHaveLength(200);
    });
  });
});
