import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  ChangeAction,
  changeActions,
  changeManagementPermissions,
  OperationId,
  Route,
  routes,
} from 'backstage-plugin-change-management-common';
import request from 'supertest';
import { Portal, startPortal } from '../__testUtils__/startPortal';
import { auditRoom } from '../audit/__testUtils__/room';
import { commandRoutes } from '../changes/toCommand';
import {
  amended,
  arrangePolicy,
  freshVersion,
} from '../policy/__testUtils__/amended';
import { reviewRoom } from '../reviews/__testUtils__/room';
import { adjustablePolicy, deny } from './__testUtils__/adjustablePolicy';
import { columns, members, people } from './__testUtils__/people';
import { bodies, companions, queries } from './__testUtils__/requests';
import { readRows, Row } from './__testUtils__/rows';
import { arrange } from './__testUtils__/situations';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const { rows, names } = readRows();
const operations = Object.keys(routes) as OperationId[];
const labelOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;
const operationOf = (row: Row) =>
  operations.find(operation => labelOf(routes[operation]) === row.route)!;
const actionRoutes: Record<string, OperationId> = {
  ...commandRoutes,
  approve: 'decideChange',
};
/** The action that a screen offers for a route; none for a route that is no step of a change. */
const actionOf = (row: Row) =>
  changeActions.find(action => actionRoutes[action] === operationOf(row));
/** They ask what their caller may read, to keep it for the calendar, and refuse nobody for it. */
const keeping: OperationId[] = ['createCalendarToken', 'listCalendarTokens'];
/** They ask whether their caller may see the changes and the configuration that they would name, and leave these out otherwise. */
const leavingOut: OperationId[] = [
  'listGateChecks',
  'reportDeployment',
  'listDeployments',
  'getDeployment',
  'listDarkChanges',
  'getDarkChange',
  'explainDarkChange',
  'acceptDarkChange',
  'regularizeDarkChange',
  'createConfigurationItem',
  'recordIncident',
  'listIncidents',
  'getIncident',
  'editIncident',
  'listIncidentCandidates',
  'decideIncidentCause',
  'rejectIncidentCandidate',
  'listAccessGrants',
  'getAccessGrant',
  'listReviews',
  'getReview',
  'listReviewRows',
  'lookAtSample',
  'addFinding',
  'editFinding',
  'addReviewAction',
  'finishReviewAction',
  'signOffReview',
  'getCompliance',
  'getCoverage',
  'exportTrail',
  'getEvidencePack',
];
/** Whether somebody gets past the door of a route: people do, and services where it is open to pipelines. */
const letsIn = (row: Row, name: string) => {
  const route: Route = routes[operationOf(row)];
  return name in members || (name !== 'not signed in' && route.pipelines);
};
const asksPolicy = (row: Row) =>
  row.permission !== '' ||
  [...keeping, ...leavingOut].includes(operationOf(row));
/** Whether an answer tells of any change or configuration: by its number, or in its counts. */
const showsAny = (body: any) =>
  body.total ? body.total.changes > 0 : /(CHG|CFG)-/.test(JSON.stringify(body));
const nameOf = (permission: string) =>
  `change-management.${permission.includes('.') ? '' : 'change.'}${permission}`;
/** What is not there without a permission to read it, as an answer says it. */
const unseen: Record<string, string> = {
  read: 'There is no change',
  'configuration.read': 'There is no configuration item',
};

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

/** What the source of a configuration says. */
const source = createServiceFactory({
  service: coreServices.urlReader,
  deps: {},
  factory: () =>
    mockServices.urlReader.mock({
      readUrl: async () => ({ buffer: async () => Buffer.from('a: 3') }),
    }),
});

describe('who gets what', () => {
  let portal: Portal;
  let reviews: ReturnType<typeof reviewRoom>;
  const policy = adjustablePolicy();

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await startPortal({
      knex,
      entities: people,
      features: [policy.feature, source],
    });
    await arrange(portal, 'scheduled', members.requester);
    await auditRoom(knex).sealer.seal();
    reviews = reviewRoom(knex);
  });

  afterEach(() => policy.set());

  async function send(row: Row, name: string, id = 'none') {
    const operation = operationOf(row);
    const route: Route = routes[operation];
    const orphan = row.when.includes('no owner');
    const path = route.path
      .replace('{id}', id)
      .replace('{taskId}', 'task-1')
      .replace('{index}', '0')
      .replace('{findingId}', '1')
      .replace('{actionId}', '1')
      .replace('{changeId}', companions.get(id) ?? 'none')
      .replace('{n}', '1')
      .replace('{itemId}', companions.get(id) ?? 'none')
      .replace('{version}', row.when ? id : '1.0')
      .replace('{kind}/{namespace}/{name}', 'component/default/orders');
    const before = policy.questions;
    const sent = bodies[operation]?.(id);
    const answer = await request(portal.server)
      [route.method](`/api/change-management${path}`)
      .set('Authorization', columns[name])
      .query(queries[operation]?.() ?? {})
      .send(
        sent && orphan
          ? { ...sent, entityRef: 'resource:default/orphan' }
          : sent,
      );
    const { status, body } = answer;
    return { status, body, asked: policy.questions - before };
  }

  const isOwn = ({ when }: Row) => when.endsWith(', own');

  /** A change as the row wants it for somebody; none for a route that is not about one. */
  const prepare = async (row: Row, name: string) => {
    if (row.route.includes('{version}') && row.when) {
      return arrangePolicy(portal, amended(freshVersion()), row.when);
    }
    if (row.when.startsWith('monthly review')) {
      const { id, changeId } = await reviews.arrange(portal, row.when);
      companions.set(id, changeId);
      return id;
    }
    // Whoever audits has no changes of their own.
    const requester =
      isOwn(row) && name !== 'auditor' ? members[name] : undefined;
    return row.when || row.route.includes('{id}')
      ? arrange(portal, row.when, requester ?? members.requester)
      : undefined;
  };

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
        letsIn(row, name) && asksPolicy(row) ? 1 : 0,
      ]);
    }
  });

  async function offeredTo(name: string, id: string | undefined) {
    const { body } = await request(portal.server)
      .get(`/api/change-management/changes/${id}`)
      .set('Authorization', columns[name]);
    return body.allowedActions as ChangeAction[];
  }

  // No policy is asked about a service: what it may do is said where its token is.
  const permitted = (row: Row) =>
    names.filter(name => name in members && row.statuses[name] < 300);
  const isOverview = ({ route, permission }: Row) =>
    permission in unseen && !route.includes('{id}');
  const guarded = labelled.filter(
    ([, , row]) => row.permission && !isOverview(row),
  );
  const overviews = labelled.filter(([, , row]) => isOverview(row));
  const acts = labelled.filter(([, , row]) => actionOf(row));

  it.each(guarded)(
    '%s %s is refused without the permission',
    async (_route, _when, row) => {
      const [expected, said] =
        row.permission in unseen
          ? [404, unseen[row.permission]]
          : [403, nameOf(row.permission)];
      const id = await prepare(row, 'requester');
      policy.set({ [row.permission]: deny });
      for (const name of permitted(row)) {
        const { status, body } = await send(row, name, id);
        expect([name, status]).toEqual([name, expected]);
        expect(body.error.message).toContain(said);
      }
    },
  );

  it.each(overviews)(
    '%s %s shows nothing without the permission',
    async (_route, _when, row) => {
      await arrange(portal, 'scheduled', members.requester);
      for (const name of permitted(row)) {
        policy.set();
        const { body: all } = await send(row, name);
        expect(showsAny(all)).toBe(true);
        policy.set({ [row.permission]: deny });
        const { status, body } = await send(row, name);
        expect([name, status]).toEqual([name, 200]);
        expect(showsAny(body)).toBe(false);
      }
    },
  );

  it.each(acts)(
    '%s %s is offered with the permission only',
    async (_route, _when, row) => {
      const action = actionOf(row)!;
      for (const name of permitted(row)) {
        policy.set();
        const id = await prepare(row, name);
        expect(await offeredTo(name, id)).toContain(action);
        policy.set({ [row.permission]: deny });
        expect(await offeredTo(name, id)).not.toContain(action);
      }
    },
  );
});
