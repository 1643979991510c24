import { loadConfigSchema } from '@backstage/config-loader';
import { JsonObject } from '@backstage/types';
import { readFileSync } from 'node:fs';
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

const loadSchema = () =>
  loadConfigSchema({
    dependencies: [],
    packagePaths: [resolve(__dirname, '../package.json')],
  });

/** `roles.cto[]`, of everything that holds a value; a duration is one. */
function keysOf(schema: any, key = ''): string[] {
  if (schema.items) {
    return keysOf(schema.items, `${key}[]`);
  }
  return schema.properties
    ? Object.entries(schema.properties).flatMap(([name, value]) =>
        keysOf(value, key ? `${key}.${name}` : name),
      )
    : [key];
}

/** What the first column of the reference names. */
function documentedKeys(): string[] {
  const text = readFileSync(
    resolve(__dirname, '../../../docs/configuration.md'),
    'utf8',
  );
  const section = text.split(/^## /m).find(s => s.startsWith('Every key'))!;
  return [...section.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, key]) => key),
  );
}

describe('the configuration of an adopter', () => {
  it('has a reference that names every key, once, and no other', async () => {
    const { schemas } = (await loadSchema()).serialize() as {
      schemas: { packageName: string; value: JsonObject }[];
    };
    const { value } = schemas.find(
      ({ packageName }) =>
        packageName === 'backstage-plugin-change-management-backend',
    )!;
    const { changeManagement } = value.properties as JsonObject;
    expect(documentedKeys().sort()).toEqual(keysOf(changeManagement).sort());
  });

  it('is described by a schema that a portal can read, and keeps its secrets from the browser', async () => {
    const schema = await loadSchema();
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
