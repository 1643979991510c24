import { loadConfigSchema } from '@backstage/config-loader';
import { resolve } from 'node:path';

jest.setTimeout(60_000);

const inPortal = {
  app: { baseUrl: 'http://localhost:3000' },
  backend: {
    baseUrl: 'http://localhost:7007',
    listen: ':7007',
    database: { client: 'better-sqlite3', connection: ':memory:' },
  },
  changeManagement: {
    roles: { changeManager: ['group:default/it-leads'] },
    audit: { signingKeys: [{ privateKey: 'of nobody else' }] },
    configuration: { importEvery: { minutes: 10 } },
  },
};

describe('the configuration of an adopter', () => {
  it('is described by a schema that a portal can read, and keeps its secrets from the browser', async () => {
    const schema = await loadConfigSchema({
      dependencies: [],
      packagePaths: [resolve(__dirname, '../package.json')],
    });
    const load = (data: object, visibility: 'frontend' | 'secret') =>
      schema.process([{ context: 'app-config.yaml', data: data as any }], {
        visibility: [visibility],
      });
    expect(JSON.stringify(load(inPortal, 'frontend'))).not.toContain(
      'changeManagement',
    );
    expect(load(inPortal, 'secret')).toMatchObject([
      {
        data: {
          changeManagement: {
            audit: { signingKeys: [{ privateKey: 'of nobody else' }] },
          },
        },
      },
    ]);
    expect(() =>
      load(
        { ...inPortal, changeManagement: { roles: { cto: 'nadia' } } },
        'secret',
      ),
    ).toThrow(/must be array.*roles.cto/);
  });
});
