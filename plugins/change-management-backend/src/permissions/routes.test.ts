import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ChangeAction,
  changeManagementPermissions,
  OperationId,
  Route,
  routes,
} from 'backstage-plugin-change-management-common';
import request from 'supertest';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { commandRoutes } from '../changes/toCommand';
import { columns, members, people } from './__testUtils__/people';
import { bodies } from './__testUtils__/requests';
import { readRows, Row } from './__testUtils__/rows';
import { arrange } from './__testUtils__/situations';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const { rows, names } = readRows();
const operations = Object.keys(routes) as OperationId[];
const labelOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;
const operationOf = (row: Row) =>
  operations.find(operation => labelOf(routes[operation]) === row.route)!;
const nameOf = (permission: string) => `change-management.change.${permission}`;

describe('the table of routes in docs/permissions.md', () => {
  it('has every route of the contract and no other', () => {
    expect([...new Set(rows.map(({ route }) => route))].sort()).toEqual(
      operations.map(operation => labelOf(routes[operation])).sort(),
    );
  });

  it('has a column for everybody, and speaks of every permission', () => {
    expect(names).toEqual(Object.keys(columns));
    const spoken = rows.flatMap(({ permission }) => permission || []);
    expect([...new Set(spoken.map(nameOf))].sort()).toEqual(
      changeManagementPermissions.map(({ name }) => name).sort(),
    );
  });

  it('has one row for each route and situation', () => {
    const keys = rows.map(({ route, when }) => `${route} ${when}`);
    expect(keys).toEqual([...new Set(keys)]);
  });
});

describe('who gets what', () => {
  let portal: Portal;
  /** Names of the permissions that the policy denies; it allows all others. */
  let denied: string[] = [];
  /** How often the policy was asked. */
  let asked = 0;

  beforeAll(async () => {
    const decide = async (requests: { permission: { name: string } }[]) => {
      asked += 1;
      return requests.map(({ permission }) => ({
        result: denied.includes(permission.name)
          ? (AuthorizeResult.DENY as const)
          : (AuthorizeResult.ALLOW as const),
      }));
    };
    portal = await startPortal({
      knex: await databases.init('SQLITE_3'),
      entities: people,
      features: [
        mockServices.permissions.mock({
          authorize: decide,
          authorizeConditional: decide,
        }).factory,
      ],
    });
  });

  afterEach(() => {
    denied = [];
  });

  async function send(row: Row, name: string, id = 'none') {
    const operation = operationOf(row);
    const route: Route = routes[operation];
    const orphan = row.when.includes('no owner');
    const path = route.path
      .replace('{id}', id)
      .replace('{kind}/{namespace}/{name}', 'component/default/orders');
    const body = bodies[operation]?.();
    asked = 0;
    const answer = await request(portal.server)
      [route.method](`/api/change-management${path}`)
      .set('Authorization', columns[name])
      .send(
        body && orphan
          ? { ...body, entityRef: 'resource:default/orphan' }
          : body,
      );
    return { status: answer.status, body: answer.body, asked };
  }

  const isOwn = ({ when }: Row) => when.endsWith(', own');

  /** A change as the row wants it for somebody; none for a route that is not about one. */
  const prepare = async (row: Row, name: string) => {
    const requester = isOwn(row) ? members[name] : undefined;
    return row.route.includes('{id}')
      ? arrange(portal, row.when, requester ?? members.requester)
      : undefined;
  };

  async function allowedActions(name: string, id: string) {
    const { body } = await request(portal.server)
      .get(`/api/change-management/changes/${id}`)
      .set('Authorization', columns[name]);
    return body.allowedActions as ChangeAction[];
  }

  const actionOf = (operation: OperationId) =>
    operation === 'decideChange'
      ? 'approve'
      : (Object.keys(commandRoutes) as (keyof typeof commandRoutes)[]).find(
          type => commandRoutes[type] === operation,
        );

  const labelled = rows.map(row => [row.route, row.when, row] as const);

  it.each(labelled)('%s %s', async (_route, _when, row) => {
    let id: string | undefined;
    const statuses: Record<string, number> = {};
    const questions: Record<string, number> = {};
    for (const name of names) {
      // What was refused has changed nothing, so the next one may try the same.
      id = id && !isOwn(row) ? id : await prepare(row, name);
      const { status, asked: times } = await send(row, name, id);
      statuses[name] = status;
      questions[name] = times;
      id = status < 300 ? undefined : id;
    }
    expect(statuses).toEqual(row.statuses);
    // Never once for each permission, change or action: one question a request, and none before somebody signed in.
    for (const name of names) {
      expect([name, questions[name]]).toEqual([
        name,
        name in members && row.permission ? 1 : 0,
      ]);
    }
  });

  const guarded = labelled.filter(([, , { permission }]) => permission);

  it.each(guarded)(
    '%s %s is refused without the permission',
    async (_route, _when, row) => {
      const operation = operationOf(row);
      const action = actionOf(operation);
      for (const name of names.filter(n => row.statuses[n] < 300)) {
        denied = [];
        const id = await prepare(row, name);
        if (id && action) {
          expect(await allowedActions(name, id)).toContain(action);
        }
        denied = [nameOf(row.permission)];
        const { status, body } = await send(row, name, id);
        if (row.permission !== 'read') {
          expect([name, status]).toEqual([name, 403]);
          expect(body.error.message).toContain(nameOf(row.permission));
        } else if (id) {
          expect([name, status]).toEqual([name, 404]);
        } else {
          expect([name, status]).toEqual([name, 200]);
          expect(JSON.stringify(body)).not.toContain('CHG-');
        }
        if (id && action) {
          expect(await allowedActions(name, id)).not.toContain(action);
        }
      }
    },
  );
});
