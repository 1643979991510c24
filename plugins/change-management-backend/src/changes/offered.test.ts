import {
  ChangeAction,
  changeActions,
  ChangeFormInput,
  ChangeState,
  ChangeView,
} from 'backstage-plugin-change-management-common';
import { createDatabases } from '../__testUtils__/databases';
import { taking } from '../__testUtils__/offered';
import {
  form,
  highRisk,
  Portal,
  startPortal,
} from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';

jest.setTimeout(180_000);

const { databases } = createDatabases();

/** Whom each acts for. */
const people: Record<string, string[]> = {
  amina: ['user:default/amina', 'group:default/devops'],
  // Like Amina: a rollback has two steps, and each takes each step once.
  bilal: ['user:default/bilal', 'group:default/devops'],
  youssef: ['user:default/youssef', 'group:default/payments-team'],
  salma: ['user:default/salma', 'group:default/office'],
  karim: ['user:default/karim', 'group:default/security'],
  nadia: ['user:default/nadia', 'group:default/board'],
  hind: ['user:default/hind', 'group:default/audit'],
  omar: ['user:default/omar'],
};

/** Steps that lead back, or after which little is left to offer, come late, the first of these first. */
const late: ChangeAction[] = [
  'schedule',
  'close',
  'hold',
  'edit',
  'override-risk',
  'request-changes',
  'reject',
  'rollback',
  'cancel',
];

describe('a step that is offered', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await startPortal({ knex: await databases.init('SQLITE_3') });
  });

  const read = (name: string, id: string): Promise<ChangeView> =>
    portal.ask(name, 'getChange', { path: { id } });

  const create = async (more: Partial<ChangeFormInput>): Promise<string> =>
    (await portal.ask('amina', 'createChange', { body: form(more) })).id;

  /** Has everybody take what they are offered, each step in each state once; answers what was taken, and what was refused. */
  async function live(id: string, last = late) {
    const taken = new Set<string>();
    const refused: object[] = [];
    /** One step of everybody's, with so many of the late ones; answers whether anybody had anything new to do. */
    async function round(lateOnes: number): Promise<boolean> {
      let moved = false;
      for (const name of Object.keys(people)) {
        const change = await read(name, id);
        const { state, allowedActions } = change;
        const action = allowedActions.find(
          each =>
            last.indexOf(each) < lateOnes &&
            !taken.has(`${each} ${state} ${name}`),
        );
        if (action) {
          moved = true;
          taken.add(`${action} ${state} ${name}`);
          const { operation, path, body } = taking(
            action,
            change,
            people[name],
          );
          const answer = await portal.send(name, operation, {
            path: { id, ...path },
            body,
          });
          if (answer.status >= 300) {
            refused.push({ name, state, action, ...answer.body.error });
          }
        }
      }
      return moved;
    }
    for (let lateOnes = 0; lateOnes <= last.length; ) {
      lateOnes = (await round(lateOnes)) ? 0 : lateOnes + 1;
    }
    return { actions: [...taken].map(each => each.split(' ')[0]), refused };
  }

  const steps = {
    rollbackPlan: { steps: ['Stop', { text: 'Start', pointOfNoReturn: true }] },
  };

  it('is not refused, whoever takes it and whenever', async () => {
    const actions = new Set<string>();
    const begun: [ChangeState, ChangeAction[]?][] = [
      ['draft', ['reject', 'approve']],
      ['approved'],
      ['review', ['close', 'add-task']],
      ['scheduled'],
      ['implementation', ['complete', ...late]],
    ];
    for (const [state, last] of begun) {
      const id = await create(steps);
      await walk(portal, id, state);
      const lived = await live(id, last);
      expect(lived.refused).toEqual([]);
      lived.actions.forEach(action => actions.add(action));
    }
    expect([...actions].sort()).toEqual([...changeActions].sort());
  });

  it.each<[string, Partial<ChangeFormInput>]>([
    ['a high risk', { risk: { answers: highRisk } }],
    [
      'an emergency',
      {
        type: 'emergency',
        emergency: { reason: 'critical-failure', incidentRef: 'INC-1' },
      },
    ],
    [
      'access',
      {
        category: 'access',
        access: {
          grants: [
            {
              principal: 'user:default/omar',
              entityRef: 'component:default/orders',
              permission: 'orders:read',
            },
          ],
          revocations: [],
        },
      },
    ],
    ['no owner', { affectedEntities: ['resource:default/orphan'] }],
    ['no rollback plan', { rollbackPlan: undefined }],
  ])('is not refused to a change with %s', async (_, more) => {
    expect((await live(await create(more))).refused).toEqual([]);
  });

  it('is not refused where configuration has moved on under what it proposes', async () => {
    const { id: itemId } = await portal.ask(
      'youssef',
      'createConfigurationItem',
      {
        body: {
          entityRef: 'component:default/orders',
          name: 'orders.yaml',
          format: 'yaml',
        },
      },
    );
    const configure = (changeId: string, content: string) =>
      portal.ask('amina', 'addConfigurationVersion', {
        path: { id: itemId },
        body: { changeId, content },
      });
    const id = await create(steps);
    await configure(id, 'a: 1\n');
    await walk(portal, id, 'implementation');
    const other = await create({});
    await walk(portal, other, 'implementation');
    await configure(other, 'b: 1\n');
    const { actions, refused } = await live(id);
    expect(refused).toEqual([]);
    expect(actions).toContain('complete');
  });
});
