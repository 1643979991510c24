import { mockApis } from '@backstage/test-utils';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  AuditEvent,
  ChangeView,
  RiskMethod,
} from 'backstage-plugin-change-management-common';
import { Asked, fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { aChange, amina, orders } from '../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

function open(
  change: ChangeView,
  answers = {},
  tail = '',
  storage = mockApis.storage(),
) {
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /changes/{id}': () => change,
    ...answers,
  });
  openPage(backend.client, `/changes/${change.id}${tail}`, storage);
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
      'The change manager has to decide: The change manager reviews every change. (§3.2a)',
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
        obligations: [
          {
            id: 'documentation',
            what: 'documentation',
            text: 'It lacks description',
            clause: '§5.2a',
            since: hoursAgo(30),
            dueAt: hoursAgo(6),
            escalatedAt: hoursAgo(6),
          },
          {
            id: 'retrospective-approval:change-manager',
            what: 'retrospective-approval',
            text: 'the change manager has to decide',
            clause: '§5.2b',
            since: hoursAgo(30),
            dueAt: hoursAgo(-42),
          },
        ],
      }),
    );

    const banner = await screen.findByRole('alert');
    expect(banner).toHaveTextContent(
      /The form lacks: Description – overdue since .*6 hours ago.*brought before those above/,
    );
    expect(banner).toHaveTextContent(
      /the change manager has to decide – due .*in (1 day|4[12] hours)/i,
    );
  });

  const approval = {
    by: 'user:default/salma',
    at: '2026-11-20T08:00:00.000Z',
    decision: 'approve' as const,
    comment: '',
    contentRevision: 2,
    requirementId: 'change-manager',
    roles: [{ role: 'changeManager' as const, via: 'user:default/salma' }],
    groups: [],
  };
  const [asked] = aChange().approvalRequirements;

  it('names who can decide, and says when nobody can', async () => {
    open(
      aChange({
        state: 'authorization',
        approvalRequirements: [
          {
            ...asked,
            candidates: ['a', 'b', 'c', 'd'].map(n => `user:default/${n}`),
          },
          { ...asked, id: 'cto', roles: ['cto'], candidates: [] },
        ],
      }),
    );

    const box = await screen.findByRole('region', { name: 'What is missing' });
    expect(box).toHaveTextContent(/a, b, c \+1 more can decide/);
    expect(box).toHaveTextContent(
      'Nobody but those involved could decide this.',
    );
  });

  it('gives the reasons of the risk with their weight, the weightiest first', async () => {
    const factor = (method: RiskMethod, points: number, because: string) => ({
      id: because,
      label: '',
      method,
      points,
      because,
    });
    open(
      aChange({
        risk: {
          ...aChange().risk,
          factors: [
            factor('learned', 4.21, 'Databases fail'),
            factor('learned', -15.5, 'The team is careful'),
            factor('learned', 0, 'Mornings are ordinary'),
            factor('measured', 1, 'Two owners'),
            factor('measured', 3, 'An hour of downtime'),
          ],
        },
      }),
    );

    const facts = await screen.findByRole('complementary', { name: 'Facts' });
    const [learned, measured] = [/−15\.5/, /\+3/].map(
      weight => within(facts).getByText(weight).closest('ul')!,
    );
    const linesOf = (list: HTMLElement) =>
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent);
    expect(linesOf(learned)).toEqual([
      '−15.5 %-pointsThe team is careful',
      '+4.2 %-pointsDatabases fail',
    ]);
    expect(linesOf(measured)).toEqual([
      '+3An hour of downtime',
      '+1Two owners',
    ]);
  });

  it('counts the approvals of a quorum and names each', async () => {
    open(
      aChange({
        state: 'authorization',
        approvalRequirements: [
          {
            ...asked,
            needed: 2,
            decisions: [{ ...approval, onBehalfOf: 'user:default/rachid' }],
          },
        ],
      }),
    );

    const box = await screen.findByRole('region', { name: 'What is missing' });
    expect(box).toHaveTextContent('1 of 2 given');
    expect(box).toHaveTextContent(/by salma on behalf of rachid/);
  });

  it('warns that the catalog is no longer what the approver saw', async () => {
    open(
      aChange({
        state: 'scheduled',
        drift: {
          at: '2026-11-21T08:00:00.000Z',
          differences: [
            {
              kind: 'owner-changed',
              entityRef: 'component:default/orders',
              text: 'component:default/orders is now owned by group:default/shop.',
            },
          ],
          blocks: false,
        },
        approvalRequirements: [
          { ...asked, decision: approval, decisions: [approval], stale: true },
        ],
      }),
    );

    const warning = await screen.findByRole('alert');
    expect(warning).toHaveTextContent(
      'The catalog has changed since this was approved',
    );
    expect(warning).toHaveTextContent('orders is now owned by shop.');
    expect(warning).toHaveTextContent('whoever gave one may confirm it');
    expect(
      screen.getByRole('region', { name: 'What is missing' }),
    ).toHaveTextContent('given before the catalog changed');
  });

  it('says how the policy in force now would judge it', async () => {
    open(
      aChange({
        newerPolicy: {
          version: '1.1',
          differences: ['Its risk would be high, not low.'],
        },
      }),
    );

    const note = await screen.findByRole('alert');
    expect(note).toHaveTextContent('Policy 1.1 has come into force since');
    expect(note).toHaveTextContent('Its risk would be high, not low.');
  });

  it('shows the clauses of the policy as a checklist', async () => {
    open(
      aChange({
        clauses: [
          {
            id: '§3.1a',
            section: 'Change Request Process',
            text: 'The form has a description.',
            status: 'met',
            evidence: 'It is described.',
          },
          {
            id: '§4.1',
            section: 'Deployment & Change Execution',
            text: 'Changes must first be tested.',
            status: 'open',
            evidence: 'No test has passed yet.',
          },
          {
            id: '§7.1',
            section: 'Audit & Review of Changes',
            text: 'Monthly review of change logs.',
            status: 'not-applicable',
            evidence: 'It binds the organisation.',
          },
        ],
      }),
      {},
      '?tab=policy',
    );

    expect(await screen.findByText(/1 met · 1 open · 0 waived/)).toBeVisible();
    const [met, open_] = screen
      .getAllByRole('listitem')
      .filter(item => item.textContent?.startsWith('§'));
    expect(met).toHaveTextContent(/§3.1a.*It is described.*Met/);
    expect(open_).toHaveTextContent(/§4.1.*No test has passed yet.*Open/);
    expect(screen.queryByText('§7.1')).not.toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Show 1 clause that does not apply' }),
    );
    expect(screen.getByText('§7.1')).toBeVisible();
  });

  it('shows its audit trail page by page', async () => {
    const event = (sequence: number): AuditEvent => ({
      changeId: 'CHG-1042',
      sequence,
      type: 'commented',
      actor: 'user:default/amina',
      occurredAt: '2026-11-20T08:00:00.000Z',
      data: { text: 'Hello' },
      previousHash: `${sequence}`.repeat(64),
      hash: `${sequence + 1}`.repeat(64),
    });
    open(
      aChange(),
      {
        'GET /changes/{id}/audit': ({ query }: Asked) =>
          query.get('cursor')
            ? { items: [event(2)], pageInfo: {} }
            : { items: [event(1)], pageInfo: { nextCursor: 'next' } },
      },
      '?tab=audit',
    );
    const table = await screen.findByRole('table', { name: 'Audit' });
    expect(within(table).getAllByRole('row')).toHaveLength(2);
    expect(within(table).getByText('222222222222')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() =>
      expect(within(table).getAllByRole('row')).toHaveLength(3),
    );
  });

  it('tells what others did since the last visit, once', async () => {
    const event = (sequence: number, actor: string): AuditEvent => ({
      changeId: 'CHG-1042',
      sequence,
      type: 'edited',
      actor,
      occurredAt: '2026-11-20T08:00:00.000Z',
      data: {
        newContent: true,
        fields: { title: { from: 'The old title', to: 'The new one' } },
      },
      previousHash: 'a',
      hash: 'b',
    });
    const storage = mockApis.storage();
    const visit = (events: AuditEvent[]) =>
      open(
        aChange(),
        {
          'GET /changes/{id}/audit': () => ({ items: events, pageInfo: {} }),
        },
        '',
        storage,
      );

    visit([event(1, 'user:default/karim')]);
    await screen.findByRole('region', { name: 'What is missing' });
    await waitFor(() =>
      expect(
        storage.forBucket('change-management.seen').snapshot('CHG-1042').value,
      ).toBe(1),
    );
    expect(screen.queryByText('Since you last looked')).not.toBeInTheDocument();
    cleanup();

    visit([event(1, 'user:default/karim'), event(2, 'user:default/karim')]);
    const news = (await screen.findByText('Since you last looked')).closest(
      '[role=alert]',
    ) as HTMLElement;
    expect(within(news).getAllByRole('listitem')).toHaveLength(1);
    expect(news).toHaveTextContent('was: The old title');
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
