import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { createDatabases } from '../__testUtils__/databases';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { firstOnce } from '../rollback/__testUtils__/rollingBack';

jest.setTimeout(60_000);

const { databases, supported } = createDatabases();

describe.each(supported)('a step that restores configuration, %s', engine => {
  let knex: Knex;
  let portal: Portal;

  beforeEach(async () => {
    knex = await databases.init(engine);
    portal = await startPortal({ knex });
  });

  const item = async (entityRef = 'component:default/orders') =>
    (
      await portal.ask('amina', 'createConfigurationItem', {
        body: { entityRef, name: 'settings', format: 'text' },
      })
    ).id as string;

  const add = (id: string, changeId: string, content: string) =>
    portal.ask('amina', 'addConfigurationVersion', {
      path: { id },
      body: { changeId, content },
    });

  const running = async (input: object = {}) => {
    const { id } = await portal.ask('amina', 'createChange', {
      body: form({
        rollbackPlan: {
          steps: [
            {
              text: 'Restore',
              executor: { name: 'configuration-restore', input },
            } as any,
            'Look at it',
          ],
        },
      }),
    });
    await walk(portal, id, 'implementation');
    return id as string;
  };

  const rollBack = (id: string) =>
    portal.step('amina', 'startRollback', id, { reason: 'Slow' });

  const again = (id: string, status = 'running') =>
    portal.ask('amina', 'endRollbackStep', {
      path: { id, index: '0' },
      body: { status },
    });

  const contents = async (id: string) => {
    const { items } = await portal.ask('omar', 'listConfigurationVersions', {
      path: { id },
    });
    const read = items.map(({ number }: any) =>
      portal.ask('omar', 'getConfigurationVersion', {
        path: { id, n: `${number}` },
      }),
    );
    return (await Promise.all(read)).map(({ content }) => content);
  };

  it('restores all that the change has altered, once, and the end of the rollback leaves it so', async () => {
    const [one, other] = [await item(), await item('component:default/mail')];
    const mail = await portal.ask('amina', 'createChange', {
      body: form({ affectedEntities: ['component:default/mail'] }),
    });
    await walk(portal, mail.id, 'implementation');
    await add(other, mail.id, 'untouched');
    const earlier = await running();
    await add(one, earlier, 'good');
    const id = await running();
    await add(one, id, 'bad');
    await rollBack(id);
    const { result } = await firstOnce(portal, id, 'done');
    expect(result).toContain(`${one} of component:default/orders: version 3`);
    expect(await contents(one)).toEqual(['good', 'bad', 'good']);
    await portal.ask('amina', 'endRollbackStep', {
      path: { id, index: '1' },
      body: { status: 'done' },
    });
    const { state } = await portal.step('amina', 'rollbackChange', id);
    expect(state).toBe('review');
    expect(await contents(one)).toEqual(['good', 'bad', 'good']);
    expect(await contents(other)).toEqual(['untouched']);
  });

  it('fails where something else has altered it since; by hand the step ends all the same', async () => {
    const one = await item();
    const id = await running();
    const other = await running();
    await add(one, other, 'good');
    await add(one, id, 'bad');
    await add(one, other, 'better');
    await rollBack(id);
    const { result } = await firstOnce(portal, id, 'failed');
    expect(result).toContain('it has moved on to version 3');
    const { items } = await portal.ask('amina', 'listLog', { path: { id } });
    expect(JSON.stringify(items)).toContain('it has moved on to version 3');
    expect(await contents(one)).toEqual(['better', 'bad', 'good']);
    const change = await again(id, 'done');
    expect(change).toMatchObject({
      state: 'implementation',
      rollbackRun: { steps: [{ status: 'done' }, { status: 'running' }] },
    });
  });

  it('is tried again once what was in its way is gone', async () => {
    const one = await item();
    const id = await running({ item: one });
    const other = await running();
    await add(one, other, 'good');
    await rollBack(id);
    const { result } = await firstOnce(portal, id, 'failed');
    expect(result).toContain(`has not altered ${one}`);
    await add(one, id, 'bad');
    await again(id);
    expect(await firstOnce(portal, id, 'done')).toMatchObject({ attempt: 2 });
    expect(await contents(one)).toEqual(['good', 'bad', 'good']);
  });

  it('restores the version that is named, whoever made what came after', async () => {
    const one = await item();
    const other = await running();
    await add(one, other, 'good');
    await add(one, other, 'worse');
    const id = await running({ item: one.toLowerCase(), version: '1' });
    await rollBack(id);
    await firstOnce(portal, id, 'done');
    expect(await contents(one)).toEqual(['good', 'worse', 'good']);
    await portal.ask('amina', 'endRollbackStep', {
      path: { id, index: '1' },
      body: { status: 'done' },
    });
    await portal.step('amina', 'rollbackChange', id);
    expect(await contents(one)).toEqual(['good', 'worse', 'good']);
  });

  it.each([
    ['no version of it', { item: 'CFG-1', version: '7' }, 'has no version 7'],
    ['a version of nothing', { version: '7' }, 'name it, too'],
  ])('fails for %s', async (_, input, words) => {
    await item();
    const id = await running(input);
    await rollBack(id);
    expect((await firstOnce(portal, id, 'failed')).result).toContain(words);
  });

  it('keeps its hands off what the change does not cover', async () => {
    const foreign = await item('component:default/mail');
    const { id: mail } = await portal.ask('amina', 'createChange', {
      body: form({ affectedEntities: ['component:default/mail'] }),
    });
    await walk(portal, mail, 'implementation');
    await add(foreign, mail, 'one');
    await add(foreign, mail, 'two');
    const id = await running({ item: foreign, version: '1' });
    await rollBack(id);
    const { result } = await firstOnce(portal, id, 'failed');
    expect(result).toContain('does not cover');
    expect(await contents(foreign)).toEqual(['two', 'one']);
  });

  it('restores once, where the backend died before it could say so', async () => {
    const one = await item();
    const earlier = await running();
    await add(one, earlier, 'good');
    const id = await running();
    await add(one, id, 'bad');
    await rollBack(id);
    await firstOnce(portal, id, 'done');
    // As it stands where the versions were made, and the outcome was not noted.
    const { document } = await knex('changes')
      .where({ number: Number(id.slice(4)) })
      .first('document');
    const change = JSON.parse(document);
    Object.assign(change.rollbackRun.steps[0], { status: 'running' });
    Object.assign(change.rollbackRun.steps[1], { status: 'open' });
    await knex('changes')
      .where({ number: Number(id.slice(4)) })
      .update({ document: JSON.stringify(change) });
    await knex('rollback_executions').insert({
      ...{ change_id: id, step: 0, attempt: 1, due_at: new Date(0) },
    });
    const scheduler = mockServices.scheduler();
    portal = await startPortal({
      knex,
      features: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
    });
    await scheduler.triggerTask('carry-out-rollbacks');
    const { result } = await firstOnce(portal, id, 'done');
    expect(result).toBe('It was so already');
    expect(await contents(one)).toEqual(['good', 'bad', 'good']);
  });
});
