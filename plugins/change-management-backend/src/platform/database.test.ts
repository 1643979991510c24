import { mockServices } from '@backstage/backend-test-utils';
import createKnex from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { connect } from './database';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported.filter(([engine]) => engine.startsWith('POSTGRES')))(
  'replicas that start together on a new database, %s',
  engine => {
    it('all come up', async () => {
      const first = await databases.init(engine);
      const replicas = [
        first,
        ...[1, 2, 3].map(() => createKnex(first.client.config)),
      ];
      const connected = await Promise.all(
        replicas.map(knex => connect(mockServices.database({ knex }))),
      );
      for (const knex of connected) {
        expect(await knex('changes').select()).toEqual([]);
      }
      await Promise.all(replicas.slice(1).map(knex => knex.destroy()));
    });
  },
);
