import { screen, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  AuditEvent,
  ChangeView,
  RollbackRun,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { aChange, amina } from '../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

function open(change: ChangeView, answers = {}, tail = '') {
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /changes/{id}': () => change,
    ...answers,
  });
  openPage(backend.client, `/changes/${change.id}${tail}`);
  return backend;
}

const begun: RollbackRun = {
  by: amina.userRef,
  at: '2026-11-26T02:00:00.000Z',
  reason: 'Too slow',
  steps: [
    {
      text: 'Put the old password back',
      status: 'done',
      attempt: 1,
      startedAt: '2026-11-26T02:00:00.000Z',
      endedAt: '2026-11-26T02:07:00.000Z',
      by: amina.userRef,
      result: 'It is back',
    },
    {
      text: 'Restart orders',
      status: 'running',
      attempt: 1,
      startedAt: '2026-11-26T02:07:00.000Z',
      expectedMinutes: 3,
    },
  ],
};

describe('a rollback', () => {
  it('begins with its reason, and leads there from a link of old', async () => {
    const change = aChange({
      state: 'implementation',
      allowedActions: ['rollback', 'start-rollback'],
    });
    const backend = open(
      change,
      { 'POST /changes/{id}/rollback/start': () => change },
      '?do=rollback',
    );
    const dialog = await screen.findByRole('dialog', { name: 'Roll back' });
    expect(dialog).toHaveTextContent('Put the old password back');
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'Too slow');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Roll back' }),
    );
    expect(backend.sentTo('POST /changes/{id}/rollback/start')).toEqual([
      { reason: 'Too slow', acknowledgePointOfNoReturn: false },
    ]);
    expect(
      screen.queryAllByRole('button', { name: 'Roll back' }).length,
    ).toBeLessThan(2);
  });

  it('past the point of no return has to be weighed', async () => {
    const change = aChange({
      state: 'implementation',
      pointOfNoReturn: { by: amina.userRef, at: '2026-11-26T02:00:00.000Z' },
      allowedActions: ['start-rollback'],
    });
    const backend = open(change, {}, '?do=rollback');
    const dialog = await screen.findByRole('dialog', { name: 'Roll back' });
    expect(dialog).toHaveTextContent(/more harm than going on/);
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'Too slow');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Roll back' }),
    );
    expect(backend.sentTo('POST /changes/{id}/rollback/start')).toEqual([]);
  });

  it('says what carries its steps out, and what it is told', async () => {
    const executor = { name: 'webhook:restore', input: { snapshot: 'monday' } };
    const change = aChange({
      state: 'implementation',
      rollbackRun: {
        ...begun,
        steps: [begun.steps[0], { ...begun.steps[1], executor }],
      },
    });
    open(change, {
      'GET /rollback-executors': () => ({
        items: [
          {
            name: 'webhook:restore',
            label: 'Restore a snapshot',
            input: [{ name: 'snapshot', label: 'Snapshot', required: true }],
          },
        ],
      }),
    });
    const run = await screen.findByRole('region', { name: 'Rollback' });
    expect(
      await within(run).findByText(
        /by Restore a snapshot \(Snapshot: monday\)/,
      ),
    ).toBeVisible();
  });

  it('is ticked off step by step; what is refused stays typed', async () => {
    let refused = true;
    const change = aChange({
      state: 'implementation',
      rollbackRun: begun,
      allowedActions: ['rollback-step'],
    });
    const backend = open(change, {
      'POST /changes/{id}/rollback/steps/{index}': () =>
        refused ? refuse(409, 'Somebody was faster.') : change,
    });
    const run = await screen.findByRole('region', { name: 'Rollback' });
    const steps = within(run).getAllByRole('listitem');
    expect(steps[0]).toHaveTextContent('7 min');
    expect(steps[0]).toHaveTextContent('It is back');
    expect(within(steps[0]).queryByRole('button')).toBeNull();
    const result = within(steps[1]).getByLabelText('Result of step 2');
    await userEvent.type(result, 'Up again');
    await userEvent.click(
      within(steps[1]).getByRole('button', { name: 'Done' }),
    );
    expect(await within(run).findByRole('alert')).toHaveTextContent('faster');
    expect(result).toHaveValue('Up again');
    refused = false;
    await userEvent.click(
      within(steps[1]).getByRole('button', { name: 'Done' }),
    );
    expect(
      backend.sentTo('POST /changes/{id}/rollback/steps/{index}').pop(),
    ).toEqual({ status: 'done', result: 'Up again' });
  });

  it('is only watched by others', async () => {
    open(aChange({ state: 'implementation', rollbackRun: begun }));
    const run = await screen.findByRole('region', { name: 'Rollback' });
    expect(run).toHaveTextContent('Restart orders');
    expect(within(run).queryByRole('button')).toBeNull();
  });
});

describe('tasks', () => {
  it('are ended by whose they are', async () => {
    const task = {
      title: 'Warm the caches',
      phase: 'implement' as const,
      order: 1,
      status: 'open' as const,
      by: 'user:default/salma',
      at: '2026-11-26T02:00:00.000Z',
    };
    const change = aChange({
      state: 'implementation',
      allowedActions: ['update-task'],
      tasks: [
        { ...task, id: 'task-1', assignee: amina.userRef },
        {
          ...task,
          id: 'task-2',
          assignee: 'user:default/omar',
          title: 'Call the vendor',
        },
      ],
    });
    const backend = open(change, {
      'POST /changes/{id}/tasks/{taskId}': () => change,
    });
    const tasks = await screen.findByRole('region', { name: 'Tasks' });
    await userEvent.click(
      await within(tasks).findByRole('button', {
        name: 'Done: Warm the caches',
      }),
    );
    expect(backend.sentTo('POST /changes/{id}/tasks/{taskId}')).toEqual([
      { status: 'done' },
    ]);
    expect(
      within(tasks).queryByRole('button', { name: /Call the vendor/ }),
    ).toBeNull();
  });
});

describe('the execution log', () => {
  it('says what was written down later, and what was corrected by what', async () => {
    const change = aChange({
      state: 'implementation',
      allowedActions: ['log'],
    });
    const event = (sequence: number, entry: object): AuditEvent => ({
      changeId: change.id,
      sequence,
      type: 'logged',
      actor: amina.userRef,
      occurredAt: '2026-11-26T04:00:00.000Z',
      data: {
        entry: {
          kind: 'step',
          whatChanged: 'The pool',
          occurredAt: '2026-11-26T04:00:00.000Z',
          ...entry,
        },
      },
      previousHash: '',
      hash: '',
    });
    const backend = open(
      change,
      {
        'GET /changes/{id}/audit': () => ({
          items: [
            event(7, { summary: 'Set to 400' }),
            event(8, {
              summary: 'Set to 40',
              corrects: `${change.id}-7`,
              occurredAt: '2026-11-26T02:00:00.000Z',
            }),
          ],
          pageInfo: {},
        }),
        'POST /changes/{id}/log': () => ({}),
      },
      '?tab=timeline',
    );
    const wrong = await screen.findByText('logged: Set to 400');
    // A struck text has no role of its own that the screen could be asked for.
    expect(wrong.tagName).toBe('S');
    expect(
      screen.getByRole('link', { name: 'corrects an earlier entry' }),
    ).toHaveAttribute('href', `#entry-${change.id}-7`);
    expect(screen.getByText(/written down later/)).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Correct' }));
    const form = screen.getByRole('form', {
      name: 'Correct an entry of the execution log',
    });
    await userEvent.type(within(form).getByLabelText('What was done'), 'No');
    await userEvent.type(within(form).getByLabelText('What changed'), 'It');
    await userEvent.click(
      within(form).getByRole('button', { name: 'Add entry' }),
    );
    expect(backend.sentTo('POST /changes/{id}/log')).toEqual([
      { summary: 'No', whatChanged: 'It', corrects: `${change.id}-8` },
    ]);
  });
});
