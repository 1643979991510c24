import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  AuditEvent,
  ChangeView,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { aChange, amina, orders } from '../../__testUtils__/samples';

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

async function actions() {
  const group = await screen.findByRole('group', { name: 'What you can do' });
  return within(group)
    .queryAllByRole('button')
    .map(button => button.textContent);
}

describe('the page of a change', () => {
  it('says what, why, when, which system and how it is undone', async () => {
    open(aChange({ plannedStart: '2030-03-01T02:00:00.000Z' }));

    const facts = await screen.findByRole('region', { name: 'In short' });
    expect(facts).toHaveTextContent('New password in the vault');
    expect(facts).toHaveTextContent('The old one leaked');
    expect(facts).toHaveTextContent(/Mar 1, 2030, \d\d:00/);
    expect(
      await within(facts).findByRole('link', { name: /orders/i }),
    ).toBeVisible();
    expect(facts).toHaveTextContent('Put the old password back');
  });

  it('offers only what this person may do', async () => {
    open(aChange({ allowedActions: ['comment', 'approve', 'reject'] }));

    expect(await actions()).toEqual([
      'Approve',
      'Add comment',
      'Reject',
      'Copy',
    ]);
  });

  it('says to an approver why their own change is not theirs to decide', async () => {
    const roles = [{ role: 'changeManager', via: 'group:default/office' }];
    open(aChange(), { 'GET /me': () => ({ ...amina, roles }) });

    expect(
      await screen.findByText(
        'You requested this change, so somebody else has to decide.',
      ),
    ).toBeVisible();
    expect(await actions()).not.toContain('Approve');
  });

  it('says who still has to decide, and why', async () => {
    open(aChange());

    const box = await screen.findByRole('region', { name: 'What is missing' });
    expect(box).toHaveTextContent(
      'The change manager has to decide: The change manager reviews every change. (§3)',
    );
  });

  it('sends a decision on the content that was seen, and then shows what came of it', async () => {
    let change = aChange({ allowedActions: ['approve'] });
    const backend = open(change, {
      'GET /changes/{id}': () => change,
      'POST /changes/{id}/decisions': () => {
        change = aChange({ state: 'approved' });
        return change;
      },
    });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'Approve' });
    await userEvent.type(within(dialog).getByLabelText('Comment'), 'Go ahead');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );

    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(backend.sentTo('POST /changes/{id}/decisions')).toEqual([
      { decision: 'approve', comment: 'Go ahead', contentRevision: 2 },
    ]);
    await waitFor(async () => expect(await actions()).toEqual(['Copy']));
  });

  it('keeps the comment when somebody edited the change meanwhile', async () => {
    let change = aChange({ allowedActions: ['approve'] });
    open(change, {
      'GET /changes/{id}': () => change,
      'POST /changes/{id}/decisions': () => {
        change = { ...change, contentRevision: 3, revision: 4 };
        return refuse(409, 'CHG-1042 has been edited since you read it.');
      },
    });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'Approve' });
    await userEvent.type(within(dialog).getByLabelText('Comment'), 'Go ahead');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );

    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'CHG-1042 has been edited since you read it.',
    );
    expect(await within(dialog).findByText(/content 2, now 3/)).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Go back' }),
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    expect(await screen.findByLabelText('Comment')).toHaveValue('Go ahead');
    expect(screen.getByText(/You decide on content 3/)).toBeVisible();
  });

  it('asks for a reason before it rejects', async () => {
    const backend = open(aChange({ allowedActions: ['reject'] }));

    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'Reject' });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reject' }),
    );

    const comment = within(dialog).getByLabelText('Comment');
    expect(comment).toBeInvalid();
    expect(comment).toHaveFocus();
    expect(backend.sentTo('POST /changes/{id}/decisions')).toEqual([]);
  });

  it('shows the rollback plan step by step before the change is rolled back', async () => {
    const backend = open(
      aChange({ state: 'implementation', allowedActions: ['rollback'] }),
      { 'POST /changes/{id}/rollback': () => aChange({ state: 'review' }) },
      '?do=rollback',
    );

    const dialog = await screen.findByRole('dialog', { name: 'Roll back' });
    expect(within(dialog).getAllByRole('listitem')).toHaveLength(2);
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'Too slow');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Roll back' }),
    );

    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(backend.sentTo('POST /changes/{id}/rollback')).toEqual([
      { reason: 'Too slow' },
    ]);
  });

  it('says of an entity that has vanished that it has', async () => {
    open(
      aChange({
        impact: {
          direct: [
            { entityRef: orders, kind: 'component', owners: [], exists: false },
          ],
          indirect: [],
          truncated: false,
        },
      }),
    );

    const facts = await screen.findByRole('complementary', { name: 'Facts' });
    expect(facts).toHaveTextContent(`${orders} (no longer in the catalog)`);
  });

  it('shows HTML that somebody wrote as text', async () => {
    open(
      aChange({ description: 'Safe **bold** <img src=x onerror=alert(1)>' }),
    );

    expect((await screen.findAllByText('bold'))[0]).toBeVisible();
    expect(
      screen.getAllByText(/<img src=x onerror=alert\(1\)>/)[0],
    ).toBeVisible();
  });

  it('says what is still owed for an emergency', async () => {
    open(
      aChange({
        type: 'emergency',
        state: 'review',
        emergency: {
          reason: 'critical-failure',
          incidentRef: 'INC-7',
          explanation: '',
        },
        missing: [{ path: 'description', message: 'Describe the change.' }],
        waitingFor: [
          { what: 'completion-of-form', text: 'x', roles: [], people: [] },
        ],
      }),
    );

    const banner = await screen.findByRole('alert');
    expect(banner).toHaveTextContent(
      'Emergency: Critical failure, incident INC-7',
    );
    expect(banner).toHaveTextContent('The form lacks: Description');
  });

  it('tells what happened in words, and filters it', async () => {
    const event = (
      sequence: number,
      type: string,
      data: Record<string, unknown>,
    ): AuditEvent => ({
      changeId: 'CHG-1042',
      sequence,
      type,
      actor: amina.userRef,
      occurredAt: '2026-11-20T08:00:00.000Z',
      data,
      previousHash: 'a',
      hash: 'b',
    });
    open(
      aChange(),
      {
        'GET /changes/{id}/audit': () => ({
          items: [
            event(1, 'submitted', {}),
            event(2, 'commented', { text: 'Who tells the clients?' }),
            event(3, 'foreseen-by-nobody', {}),
          ],
          pageInfo: {},
        }),
      },
      '?tab=timeline',
    );

    expect(await screen.findByText(/submitted it/)).toBeVisible();
    expect(screen.getByText('Who tells the clients?')).toBeVisible();
    expect(screen.getByText(/foreseen-by-nobody/)).toBeVisible();

    await userEvent.selectOptions(screen.getByLabelText('Show'), 'Comments');
    expect(screen.queryByText(/submitted it/)).not.toBeInTheDocument();
    expect(screen.getByText('Who tells the clients?')).toBeVisible();
  });

  it('says until when an emergency owes what, and what is overdue', async () => {
    const hoursAgo = (hours: number) =>
      new Date(Date.now() - hours * 60 * 60 * 1000).toISOString();
    open(
      aChange({
        type: 'emergency',
        state: 'review',
        actualStart: hoursAgo(30),
        missing: [{ path: 'description', message: 'Describe the change.' }],
      }),
    );

    const banner = await screen.findByRole('alert');
    expect(banner).toHaveTextContent(
      /The form lacks: Description – overdue since .*6 hours ago/,
    );
    expect(banner).toHaveTextContent(
      /The change manager has to decide – due .*in (1 day|4[12] hours)/,
    );
  });

  it('sends a comment from the timeline, and keeps it until it has arrived', async () => {
    let works = false;
    const backend = open(
      aChange({ allowedActions: ['comment'] }),
      {
        'GET /changes/{id}/audit': () => ({ items: [], pageInfo: {} }),
        'POST /changes/{id}/comments': () =>
          works ? {} : refuse(409, 'The database is away.'),
      },
      '?tab=timeline',
    );

    const box = await screen.findByLabelText('Write a comment', {
      selector: 'textarea',
    });
    expect(screen.getByRole('button', { name: 'Comment' })).toBeDisabled();
    await userEvent.type(box, 'Who tells the clients?');
    await userEvent.click(screen.getByRole('button', { name: 'Comment' }));
    expect(await screen.findByText(/The database is away\./)).toBeVisible();
    expect(box).toHaveValue('Who tells the clients?');

    works = true;
    await userEvent.click(screen.getByRole('button', { name: 'Comment' }));
    await waitFor(() => expect(box).toHaveValue(''));
    expect(backend.sentTo('POST /changes/{id}/comments').pop()).toEqual({
      text: 'Who tells the clients?',
    });
  });

  it('takes entries of the log from the timeline while the work is done', async () => {
    const backend = open(
      aChange({ state: 'implementation', allowedActions: ['log'] }),
      {
        'GET /changes/{id}/audit': () => ({ items: [], pageInfo: {} }),
        'POST /changes/{id}/log': () => ({}),
      },
      '?tab=timeline',
    );

    await userEvent.type(
      await screen.findByLabelText('What was done'),
      'Drained node 1',
    );
    await userEvent.type(
      screen.getByLabelText('What changed'),
      'orders-1{Enter}',
    );

    await waitFor(() =>
      expect(screen.getByLabelText('What was done')).toHaveValue(''),
    );
    expect(screen.getByLabelText('What was done')).toHaveFocus();
    expect(backend.sentTo('POST /changes/{id}/log')).toEqual([
      { summary: 'Drained node 1', whatChanged: 'orders-1' },
    ]);
  });

  it('leads to a copy', async () => {
    open(aChange());
    expect(await screen.findByRole('button', { name: 'Copy' })).toHaveAttribute(
      'href',
      '/change-management/new?copyOf=CHG-1042',
    );
  });

  it('says when there is no such change', async () => {
    const backend = fakeBackend({
      'GET /changes/{id}': () => refuse(404, 'There is no CHG-9'),
    });
    openPage(backend.client, '/changes/CHG-9');

    expect(await screen.findByText('There is no CHG-9')).toBeVisible();
  });
});
