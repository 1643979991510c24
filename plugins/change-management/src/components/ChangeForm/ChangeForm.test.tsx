import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  assessRisk,
  defaultPolicy,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import {
  aChange,
  amina,
  aPreview,
  aSchedule,
  aScheduled,
  aSummary,
  orders,
} from '../../__testUtils__/samples';
import { toTyped } from '../display';

// Whole forms are filled in here, on machines of all speeds.
jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const usual = {
  'GET /me': () => amina,
  'GET /policy': () => defaultPolicy,
  'GET /changes': () => ({ items: [], pageInfo: {} }),
  'GET /changes/{id}': () => aChange(),
  'POST /changes/preview': ({ body }: { body: any }) =>
    aPreview(body.risk?.answers ?? {}),
};

const newChange = `/new?entityRef=${orders}`;

const executors = {
  'GET /rollback-executors': () => ({
    items: [
      {
        name: 'webhook:restore',
        label: 'Restore a snapshot',
        description: 'Takes some minutes',
        input: [
          { name: 'snapshot', label: 'Snapshot', required: true },
          { name: 'host', label: 'Host', required: false },
        ],
      },
    ],
  }),
};

describe('the form of a new change', () => {
  beforeEach(() => window.localStorage.clear());

  it('has steps carried out by what there is, told what it asks for', async () => {
    const backend = fakeBackend({
      ...usual,
      ...executors,
      'POST /changes': () => aChange({ state: 'draft' }),
      'POST /changes/{id}/submit': () =>
        refuse(400, 'Something is missing', [
          {
            path: 'rollbackPlan.steps.0.executor.input.snapshot',
            message: 'has to be told',
          },
        ]),
    });
    openPage(backend.client, newChange);
    await userEvent.type(await screen.findByLabelText('Title'), 'Rotate');
    await userEvent.type(screen.getByLabelText('Rollback step 1'), 'Restore');
    await userEvent.click(
      await screen.findByRole('button', { name: /Owners, minutes/ }),
    );
    await userEvent.selectOptions(
      screen.getByLabelText('Who carries out step 1'),
      'Restore a snapshot',
    );
    expect(screen.getByText('Takes some minutes')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Host'), 'db-1');
    await userEvent.click(
      screen.getByRole('button', { name: 'Submit for approval' }),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('Snapshot')).toBeInvalid(),
    );
    expect(backend.sentTo('POST /changes')[0].rollbackPlan.steps).toEqual([
      {
        text: 'Restore',
        executor: { name: 'webhook:restore', input: { host: 'db-1' } },
      },
    ]);
  });

  it('sends what was typed, for the entity that it was opened from', async () => {
    const backend = fakeBackend({
      ...usual,
      'POST /changes': () => aChange({ state: 'draft' }),
      'POST /changes/{id}/submit': () => aChange({ state: 'assessment' }),
    });
    openPage(backend.client, newChange);

    const title = await screen.findByLabelText('Title');
    expect(title).toHaveFocus();
    await userEvent.type(title, 'Rotate the password');
    await userEvent.type(screen.getByLabelText('Description'), 'In the vault');
    await userEvent.type(screen.getByLabelText('Justification'), 'It leaked');
    await userEvent.type(
      screen.getByLabelText('Rollback step 1'),
      'Put it back{Enter}Restart',
    );
    await userEvent.type(screen.getByLabelText('Rollback step 2'), ' it');
    await userEvent.type(
      screen.getByLabelText('Estimated rollback minutes'),
      '15',
    );
    await userEvent.type(screen.getByLabelText('Start'), '2030-03-01 02:00');
    await userEvent.click(
      within(
        screen.getByRole('radiogroup', { name: 'How is it undone?' }),
      ).getByRole('radio', { name: 'In one quick step' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Submit for approval' }),
    );

    await waitFor(() =>
      expect(backend.sentTo('POST /changes/{id}/submit')).toHaveLength(1),
    );
    expect(backend.sentTo('POST /changes')).toEqual([
      {
        type: 'normal',
        category: 'application',
        title: 'Rotate the password',
        description: 'In the vault',
        justification: 'It leaked',
        affectedEntities: [orders],
        rollbackPlan: {
          steps: ['Put it back', 'Restart it'],
          estimatedMinutes: 15,
          tested: false,
        },
        risk: { answers: { undo: 'quick' } },
        plannedStart: expect.stringMatching(/^2030-03-01T02:00/),
        plannedEnd: expect.stringMatching(/^2030-03-01T03:00/),
        links: [],
      },
    ]);
  });

  it('shows what is missing at the fields, with the first in focus, and keeps what was typed', async () => {
    const backend = fakeBackend({
      ...usual,
      'POST /changes': () => aChange({ state: 'draft' }),
      'POST /changes/{id}/submit': () =>
        refuse(400, 'description: Describe the change.', [
          { path: 'description', message: 'Describe the change.' },
          { path: 'rollbackPlan.steps', message: 'Say how to undo it.' },
        ]),
    });
    openPage(backend.client, newChange);

    await userEvent.type(await screen.findByLabelText('Title'), 'Rotate');
    expect(screen.getByLabelText('Description')).toBeValid();
    await userEvent.click(
      screen.getByRole('button', { name: 'Submit for approval' }),
    );

    const description = await screen.findByLabelText('Description');
    await waitFor(() => expect(description).toHaveFocus());
    expect(description).toBeInvalid();
    expect(description).toHaveAccessibleDescription('Describe the change.');
    expect(
      screen.getByLabelText('Rollback step 1'),
    ).toHaveAccessibleDescription('Say how to undo it.');
    expect(
      within(screen.getByRole('alert')).getByRole('link', {
        name: 'Rollback step 1',
      }),
    ).toBeVisible();
    expect(screen.getByLabelText('Title')).toHaveValue('Rotate');

    await userEvent.type(description, 'In the vault');
    expect(description).toBeValid();
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    // The draft that was stored is gone on with: there is no second one.
    await waitFor(() =>
      expect(backend.sentTo('PATCH /changes/{id}')).toHaveLength(0),
    );
    expect(backend.sentTo('POST /changes')).toHaveLength(1);
  });

  it('asks for a title before anything is sent', async () => {
    const backend = fakeBackend(usual);
    openPage(backend.client, newChange);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Save draft' }),
    );

    await waitFor(() => expect(screen.getByLabelText('Title')).toBeInvalid());
    expect(backend.sentTo('POST /changes')).toEqual([]);
  });

  it('tells the level of risk and its reasons while the questions are answered', async () => {
    openPage(fakeBackend(usual).client, newChange);
    const summary = await screen.findByRole('complementary', {
      name: 'What it will mean',
    });
    expect(
      await within(summary).findByText(/6 questions are open/),
    ).toBeVisible();

    for (const { question, options } of defaultPolicy.risk.questionnaire) {
      const group = screen.getByRole('radiogroup', { name: question });
      await userEvent.click(
        within(group).getByRole('radio', {
          name: options[options.length - 1].label,
        }),
      );
    }

    expect(await within(summary).findByText('Critical risk')).toBeVisible();
    expect(within(summary).getByText(/All clients/)).toBeVisible();
    expect(
      within(summary).getByText(/The change manager reviews every change/),
    ).toBeVisible();
  });

  it('warns of what would stand in the way later', async () => {
    const warning = 'Nobody but those involved could decide it (§3.2a).';
    const { client } = fakeBackend({
      ...usual,
      'POST /changes/preview': () => ({
        ...aPreview({}),
        warnings: [warning],
      }),
    });
    openPage(client, newChange);

    expect(await screen.findByText(warning)).toBeVisible();
    expect(screen.getByText('What stands in the way')).toBeVisible();
  });

  it('shows what history says of it, in its summary too', async () => {
    const preview = aPreview({});
    preview.risk.factors.push({
      id: 'learned-owner',
      label: 'History of the team',
      method: 'learned',
      points: -4,
      because: 'The team fails rarely.',
    });
    const { client } = fakeBackend({
      ...usual,
      'POST /changes/preview': () => preview,
    });
    openPage(client, newChange);

    const reason = await screen.findByText('The team fails rarely.');
    expect(reason.closest('li')).toHaveTextContent('−4 %-points');
    // What was not answered in the form stays open, however much else is known.
    expect(
      screen.getByText(
        new RegExp(`${defaultPolicy.risk.questionnaire.length} questions`),
      ),
    ).toBeVisible();
  });

  it('takes the answers of an earlier change over in one click', async () => {
    const answers = Object.fromEntries(
      defaultPolicy.risk.questionnaire.map(q => [q.id, q.options[0].id]),
    );
    const earlier = aChange({ risk: assessRisk(answers, defaultPolicy) });
    openPage(
      fakeBackend({
        ...usual,
        'GET /changes': () => ({
          items: [aSummary({ riskLevel: 'low' })],
          pageInfo: {},
        }),
        'GET /changes/{id}': () => earlier,
      }).client,
      newChange,
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Answer as in CHG-1042' }),
    );

    expect(await screen.findByText('Low risk')).toBeVisible();
  });

  it('proposes the answers of a like change where there is none here and none of the viewer’s', async () => {
    openPage(
      fakeBackend({
        ...usual,
        'GET /changes': ({ query }) => ({
          items: query.has('category')
            ? [aSummary({ id: 'CHG-7', riskLevel: 'low' })]
            : [],
          pageInfo: {},
        }),
      }).client,
      newChange,
    );

    expect(
      await screen.findByText(/the latest change of this category/),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Answer as in CHG-7' }),
    ).toBeVisible();
  });

  it('has what the catalog speaks for confirmed at once where no change is like it, and leaves what was answered', async () => {
    const [experience, , , users, data] = defaultPolicy.risk.questionnaire;
    const { client } = fakeBackend({
      ...usual,
      'POST /changes/preview': ({ body }) => ({
        ...aPreview(body.risk?.answers ?? {}),
        proposedAnswers: [
          {
            question: users.id,
            answer: 'internal',
            because: 'Others depend on it.',
          },
          { question: data.id, answer: 'none', because: 'No database.' },
        ],
      }),
    });
    openPage(client, newChange);
    expect(
      await screen.findByText(
        `${users.question} Colleagues: Others depend on it.`,
      ),
    ).toBeVisible();
    const checked = () =>
      screen
        .getAllByRole('radio', { checked: true })
        .map(radio => (radio as HTMLInputElement).value);
    expect(screen.queryAllByRole('radio', { checked: true })).toEqual([]);
    await userEvent.click(screen.getByRole('radio', { name: 'All clients' }));

    await userEvent.click(
      screen.getByRole('button', { name: 'Answer as proposed (2)' }),
    );

    expect(checked()).toEqual(['all-clients', 'none']);
    expect(
      within(
        screen.getByRole('radiogroup', { name: experience.question }),
      ).queryByRole('radio', { checked: true }),
    ).toBeNull();
  });

  it('gives back what was typed and never saved', async () => {
    const { unmount } = openPage(fakeBackend(usual).client, newChange);
    await userEvent.type(await screen.findByLabelText('Title'), 'Half a ti');
    unmount();

    openPage(fakeBackend(usual).client, newChange);
    expect(await screen.findByLabelText('Title')).toHaveValue('Half a ti');

    await userEvent.click(screen.getByRole('button', { name: 'Start afresh' }));
    expect(screen.getByLabelText('Title')).toHaveValue('');
  });

  it('takes the numbers of the answers, typed in one go', async () => {
    openPage(fakeBackend(usual).client, newChange);
    const [first] = defaultPolicy.risk.questionnaire;
    const group = await screen.findByRole('radiogroup', {
      name: first.question,
    });

    within(group).getAllByRole('radio')[0].focus();
    await userEvent.keyboard('121111');

    for (const [index, question] of [
      ...defaultPolicy.risk.questionnaire.entries(),
    ]) {
      expect(
        screen.getByRole('radio', {
          name: question.options[index === 1 ? 1 : 0].label,
          checked: true,
        }),
      ).toBeInTheDocument();
    }
    expect(screen.getByLabelText('Implementation plan')).toHaveFocus();
  });

  it('goes on with the stored draft after a reload, where submitting was refused', async () => {
    const draft = aChange({ state: 'draft', title: 'Rotate' });
    const backend = fakeBackend({
      ...usual,
      'GET /changes/{id}': () => draft,
      'POST /changes': () => draft,
      'PATCH /changes/{id}': () => draft,
      'POST /changes/{id}/submit': () => refuse(409, 'Not now.'),
    });
    const { unmount } = openPage(backend.client, newChange);
    await userEvent.type(await screen.findByLabelText('Title'), 'Rotate');
    await userEvent.click(
      screen.getByRole('button', { name: 'Submit for approval' }),
    );
    expect(await screen.findByText('Not now.')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Title'), ' it all');
    const address = screen.getByLabelText('address').textContent;
    expect(address).toContain('draft=CHG-1042');
    unmount();

    openPage(backend.client, `/new?${address}`);
    expect(await screen.findByLabelText('Title')).toHaveValue('Rotate it all');
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    await waitFor(() =>
      expect(backend.sentTo('PATCH /changes/{id}').pop()).toMatchObject({
        title: 'Rotate it all',
      }),
    );
    expect(backend.sentTo('POST /changes')).toHaveLength(1);
  });

  it('begins a copy with all but the time and what came of it', async () => {
    const backend = fakeBackend({
      ...usual,
      'GET /changes/{id}': () =>
        aChange({
          type: 'emergency',
          state: 'closed',
          plannedStart: '2026-03-01T02:00:00.000Z',
          plannedEnd: '2026-03-01T03:00:00.000Z',
          links: [{ url: 'https://example.org/1', title: 'Ticket' }],
        }),
      'POST /changes': () => aChange({ state: 'draft' }),
    });
    openPage(backend.client, '/new?copyOf=CHG-1042');

    await screen.findByRole('heading', { name: 'New change, like CHG-1042' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Save draft' }),
    );

    await waitFor(() =>
      expect(backend.sentTo('POST /changes')).toHaveLength(1),
    );
    const [sent] = backend.sentTo('POST /changes');
    expect(sent).toMatchObject({
      type: 'normal',
      title: 'Rotate the credentials of orders',
      justification: 'The old one leaked',
      rollbackPlan: {
        steps: ['Put the old password back', 'Restart orders'],
      },
      links: [],
    });
    expect(sent).not.toHaveProperty('plannedStart');
    expect(sent).not.toHaveProperty('emergency');
  });

  it('asks why an emergency cannot wait', async () => {
    openPage(fakeBackend(usual).client, newChange);
    expect(screen.queryByLabelText('Incident')).not.toBeInTheDocument();

    await userEvent.selectOptions(
      await screen.findByLabelText('Type'),
      'Emergency',
    );

    expect(screen.getByLabelText('Incident')).toBeVisible();
    expect(screen.getByLabelText('Reason of the emergency')).toBeVisible();
  });

  it('finds entities by name and takes several', async () => {
    const backend = fakeBackend({
      ...usual,
      'POST /changes': () => aChange({ state: 'draft' }),
    });
    openPage(backend.client, newChange);
    await userEvent.type(await screen.findByLabelText('Title'), 'Rotate');

    await userEvent.type(screen.getByLabelText('Affected entities'), 'orders');
    const option = await screen.findByRole('option', { name: /Orders DB/ });
    expect(option).toHaveTextContent('resource · owned by dba');
    await userEvent.click(option);
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));

    await waitFor(() =>
      expect(backend.sentTo('POST /changes')[0]?.affectedEntities).toEqual([
        orders,
        'resource:default/orders-db',
      ]),
    );
  });
});

describe('the form of a change that exists', () => {
  beforeEach(() => window.localStorage.clear());

  it('sends only what was altered, with the revision that was read', async () => {
    const backend = fakeBackend({
      ...usual,
      'GET /changes/{id}': () => aChange({ state: 'draft' }),
      'PATCH /changes/{id}': () => aChange({ state: 'draft' }),
    });
    openPage(backend.client, '/changes/CHG-1042/edit');

    await userEvent.type(await screen.findByLabelText('Title'), ' now');
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));

    await waitFor(() =>
      expect(backend.sentTo('PATCH /changes/{id}')).toEqual([
        { title: 'Rotate the credentials of orders now', revision: 3 },
      ]),
    );
  });

  it('shows what somebody else saved meanwhile, keeps what was typed, and can be sent again', async () => {
    let latest = aChange({ state: 'draft' });
    const backend = fakeBackend({
      ...usual,
      'GET /changes/{id}': () => latest,
      'PATCH /changes/{id}': ({ body }) =>
        body.revision === latest.revision
          ? latest
          : refuse(409, 'CHG-1042 has changed since you read it.'),
    });
    openPage(backend.client, '/changes/CHG-1042/edit');
    const title = await screen.findByLabelText('Title');
    await userEvent.clear(title);
    await userEvent.type(title, 'Mine');
    await userEvent.type(screen.getByLabelText('Rollback step 1'), ', gently');
    latest = aChange({
      state: 'draft',
      revision: 4,
      title: 'Theirs',
      justification: 'Audit finding 7',
      rollbackPlan: { steps: ['Restore', 'Restart'], tested: true },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));

    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent('CHG-1042 was changed meanwhile');
    expect(notice).toHaveTextContent('Title, now: Theirs');
    expect(notice).toHaveTextContent('Rollback plan, now: Restore, Restart');
    expect(title).toHaveValue('Mine');
    expect(screen.getByLabelText('Justification')).toHaveValue(
      'Audit finding 7',
    );

    const rollbackPlan = {
      steps: ['Put the old password back, gently', 'Restart orders'],
      tested: false,
    };
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    await waitFor(() =>
      expect(backend.sentTo('PATCH /changes/{id}')).toEqual([
        { title: 'Mine', rollbackPlan, revision: 3 },
        { title: 'Mine', rollbackPlan, revision: 4 },
      ]),
    );
  });
  it('gives back unsaved edits after a reload, with what somebody else saved meanwhile', async () => {
    let latest = aChange({ state: 'draft' });
    const backend = fakeBackend({
      ...usual,
      'GET /changes/{id}': () => latest,
      'PATCH /changes/{id}': () => latest,
    });
    const path = '/changes/CHG-1042/edit';
    const { unmount } = openPage(backend.client, path);
    const title = await screen.findByLabelText('Title');
    await userEvent.clear(title);
    await userEvent.type(title, 'Mine');
    unmount();

    latest = aChange({
      state: 'draft',
      revision: 4,
      title: 'Theirs',
      justification: 'Audit finding 7',
    });
    openPage(backend.client, path);

    expect(await screen.findByLabelText('Title')).toHaveValue('Mine');
    expect(screen.getByLabelText('Justification')).toHaveValue(
      'Audit finding 7',
    );
    expect(screen.getByText(/Title, now: Theirs/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    await waitFor(() =>
      expect(backend.sentTo('PATCH /changes/{id}')).toEqual([
        { title: 'Mine', revision: 4 },
      ]),
    );
    expect(Object.keys(window.localStorage)).not.toContainEqual(
      expect.stringContaining('form'),
    );
  });
});

describe('the time in the form', () => {
  beforeEach(() => window.localStorage.clear());

  it('stands among its neighbours, and can be a free one', async () => {
    const free = {
      start: '2026-11-29T02:00:00.000Z',
      end: '2026-11-29T04:00:00.000Z',
      because: 'Nothing else touches it then.',
    };
    const backend = fakeBackend({
      ...usual,
      'GET /schedule': () =>
        aSchedule({
          changes: [aScheduled({ id: 'CHG-1039', title: 'Move the disks' })],
          freezes: [
            {
              windowId: 'WIN-7',
              kind: 'freeze',
              status: 'approved',
              title: 'Black Friday',
              reason: 'Sales',
              start: '2026-11-26T00:00:00.000Z',
              end: '2026-11-30T00:00:00.000Z',
            },
          ],
        }),
      'POST /schedule/slots': () => ({
        durationMinutes: 120,
        items: [free],
        inTheWay: [],
      }),
    });
    openPage(backend.client, newChange);
    await userEvent.type(
      await screen.findByLabelText('Start'),
      '2026-11-28 02:00',
    );

    expect(
      await screen.findByRole('link', { name: 'CHG-1039 Move the disks' }),
    ).toBeVisible();
    expect(screen.getByText(/Freeze: Black Friday/)).toBeVisible();
    const query = backend.queriesOf('GET /schedule').pop()!;
    expect(query.get('entityRef')).toBe(orders);
    expect(query.get('scope')).toBe('dependencies');

    await userEvent.click(
      screen.getByRole('button', { name: 'Next free times' }),
    );
    await userEvent.click(
      await screen.findByTitle('Nothing else touches it then.'),
    );
    expect(backend.sentTo('POST /schedule/slots')[0]).toEqual({
      affectedEntities: [orders],
      durationMinutes: 60,
    });
    expect(screen.getByLabelText('Start')).toHaveValue(toTyped(free.start));
    expect(screen.getByLabelText('End')).toHaveValue(toTyped(free.end));
  });
});
