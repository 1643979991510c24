import { createDatabases } from '../__testUtils__/databases';
import { form, startPortal } from '../__testUtils__/startPortal';
import { limitWaiting } from './database';
import { toUnavailable } from './unavailable';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe('toUnavailable', () => {
  it.each([
    { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' },
    { code: '57P01', message: 'terminating connection' },
    { code: '53300', message: 'too many clients already' },
    { code: 'SQLITE_BUSY', message: 'database is locked' },
    { message: 'select 1 - Connection terminated unexpectedly' },
    { message: 'Knex: Timeout acquiring a connection. The pool is full.' },
    { name: 'ResponseError', statusCode: 500, message: 'at 127.0.0.1:7007' },
    { name: 'ResponseError', statusCode: 401, message: 'at 127.0.0.1:7007' },
    { name: 'TypeError', message: 'fetch failed' },
  ])('says of $code $message that something is away, in words', fields => {
    const error = Object.assign(new Error(), fields);
    const given = toUnavailable(error, false);
    expect(given).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/does not answer.*[Tt]ry again/),
    });
    expect(JSON.stringify(given)).not.toMatch(/127|select/);
  });

  it('leaves every other error as it is', () => {
    for (const error of [
      new TypeError('x is not a function'),
      Object.assign(new Error('duplicate key'), { code: '23505' }),
      'nothing',
      undefined,
    ]) {
      expect(toUnavailable(error, true)).toBe(error);
    }
  });
});

describe.each(supported.filter(([engine]) => engine.startsWith('POSTGRES')))(
  'a connection that hangs, %s',
  engine => {
    it('is ended, with whatever waits on it, and replaced', async () => {
      const knex = await databases.init(engine);
      limitWaiting(knex, 200);
      const hanging = [
        knex.raw('select pg_sleep(30)'),
        knex.transaction(tx => tx.raw('select pg_sleep(30)')),
        knex.transaction(() => new Promise(done => setTimeout(done, 1_000))),
      ];
      for (const attempt of hanging) {
        const error = await Promise.resolve(attempt).catch(e => e);
        expect(toUnavailable(error, true)).toMatchObject({
          name: 'ServiceUnavailableError',
          message: expect.stringContaining('not known whether this was done'),
        });
      }
      expect((await knex.raw('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  },
);

describe.each(supported)('a database that is away, %s', engine => {
  it('is a 503 on every route that needs it', async () => {
    const knex = await databases.init(engine);
    const { ask, send } = await startPortal({ knex });
    const { id } = await ask('amina', 'createChange', { body: form() });
    await knex.destroy();
    for (const [operation, sent] of [
      ['listChanges', {}],
      ['getChange', { path: { id } }],
      ['createChange', { body: form() }],
      ['addComment', { path: { id }, body: { text: 'Hello?' } }],
    ] as const) {
      const { status, body } = await send('amina', operation, sent);
      expect({ operation, status, name: body.error.name }).toEqual({
        operation,
        status: 503,
        name: 'ServiceUnavailableError',
      });
    }
    expect((await send('amina', 'getPolicy')).status).toBe(200);
  });
});
