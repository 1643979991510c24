import {
  cleanup,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  defaultPolicy,
  PolicyRecord,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { amina } from '../../__testUtils__/samples';

jest.setTimeout(300_000);
const userEvent = testingUser.setup({ delay: null });

const digest = 'f'.repeat(64);

function record(version: string, more: Partial<PolicyRecord>): PolicyRecord {
  return {
    version,
    title: defaultPolicy.title,
    state: 'published',
    inForce: false,
    effectiveDate: '2026-01-01',
    approvedBy: 'CTO',
    digest,
    findings: [],
    proposed: { by: 'user:default/karim', at: '2026-11-20T08:00:00.000Z' },
    reading: { asked: false },
    allowedActions: [],
    ...more,
  };
}

function open(
  path = '',
  more: Parameters<typeof fakeBackend>[0] = {},
  mayPropose = true,
) {
  const records = [
    record('1.1', { state: 'draft', note: 'After the review' }),
    record('1.0', { inForce: true }),
  ];
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /policies': () => ({
      items: records,
      pageInfo: {},
      nextReview: { date: '2099-01-01', because: 'regular' },
      mayPropose,
      mayOversee: true,
    }),
    'GET /policies/1.0': () => ({
      ...records[1],
      document: defaultPolicy,
      history: [],
    }),
    'GET /policies/1.1': () => ({
      ...records[0],
      document: { ...defaultPolicy, version: '1.1' },
      history: [],
    }),
    ...more,
  });
  openPage(backend.client, `/policy/amend${path}`);
  return backend;
}

const hours = () => screen.findByLabelText(/^Notice, hours/);
const type = async (value: string) =>
  fireEvent.change(await hours(), { target: { value } });
const problems = () => screen.findByRole('list', { name: 'To be mended' });

const choose = (within_: HTMLElement, label: string, value: string) =>
  fireEvent.change(within(within_).getByLabelText(label), {
    target: { value },
  });
const rules = () => screen.findByRole('list', { name: 'Rules' });

describe('an amendment of the policy', () => {
  beforeEach(() => window.localStorage.clear());

  it('begins with the version in force under the next number, and shows what it changes', async () => {
    const backend = open('?finding=REV-3/2', {
      'POST /policies': () => ({ version: '1.2' }),
    });
    expect(await screen.findByLabelText('Version')).toHaveValue('1.2');
    expect(screen.getByLabelText('Findings that led to it')).toHaveValue(
      'REV-3/2',
    );
    const differs = within(
      screen.getByRole('region', { name: 'What it changes' }),
    );
    expect(
      differs.getByText('Nothing but version and dates differs.'),
    ).toBeVisible();
    await type('36');
    await userEvent.click(
      screen.getByRole('button', { name: 'Edit the text of §4.1' }),
    );
    fireEvent.change(screen.getByLabelText('Text of §4.1'), {
      target: { value: 'Test it twice.' },
    });
    fireEvent.click(screen.getByRole('tab', { name: 'Approvals' }));
    fireEvent.click(screen.getByLabelText('Edit Approval rule 1'));
    fireEvent.click(screen.getByText('Add an approver'));
    choose(screen.getByLabelText('Approver 2'), 'Role', 'cto');
    expect(differs.getByRole('list', { name: 'Rules' })).toHaveTextContent(
      /36 h ahead/,
    );
    expect(differs.getByRole('list', { name: 'Text' })).toHaveTextContent(
      /Test it twice/,
    );

    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    expect(backend.sentTo('POST /policies')).toEqual([]);
    fireEvent.change(screen.getByLabelText(/^Reason for the amendment/), {
      target: { value: 'More notice' },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    await waitFor(() =>
      expect(screen.getByLabelText('address')).toHaveTextContent(
        'version=1.2&against=1.0',
      ),
    );
    const [sent] = backend.sentTo('POST /policies');
    expect(sent).toMatchObject({
      basedOn: '1.0',
      note: 'More notice',
      findings: [{ reviewId: 'REV-3', findingId: '2' }],
    });
    expect(sent.document.version).toBe('1.2');
    expect(sent.document.notice.hours).toBe(36);
    expect(sent.document.approvalRules[0].approvers).toEqual([
      { role: 'changeManager' },
      { role: 'cto' },
    ]);
    expect(Object.keys(window.localStorage)).not.toContainEqual(
      expect.stringContaining('change-management/policy/'),
    );
  });

  it('says what is wrong while one types, all at once, by field and by line', async () => {
    open();
    await type('-1');
    expect(await problems()).toHaveTextContent(/notice\.hours/);
    expect(screen.getByText(/Shown again once everything/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Simulate' })).toBeDisabled();
    await type('24');
    await userEvent.click(screen.getByRole('tab', { name: /YAML/ }));
    const yaml = await screen.findByLabelText('All rules as YAML');
    const text = (yaml as HTMLTextAreaElement).value;
    fireEvent.change(yaml, {
      target: {
        value: text
          .replace('role: cto', 'role: king')
          .replace('clause: §3.2a', 'clause: §99'),
      },
    });
    const list = await problems();
    expect(list).toHaveTextContent(/approvalRules\.1\.approvers.*line \d+/);
    expect(list).toHaveTextContent(/§99 is not a clause/);
    fireEvent.change(yaml, { target: { value: `${text}\n  - [` } });
    await waitFor(() =>
      expect(screen.getByRole('tab', { name: /Text/ })).toBeDisabled(),
    );
    expect((await problems()).textContent).toMatch(/line \d+/);
    fireEvent.change(yaml, {
      target: { value: text.replace('hours: 24', 'hours: 12') },
    });
    await userEvent.click(screen.getByRole('tab', { name: /Text/ }));
    expect(await hours()).toHaveValue(12);
  });

  it('keeps what was typed and never saved, broken as it may be', async () => {
    const kept = () =>
      Object.keys(window.localStorage).filter(key =>
        key.startsWith('change-management/policy/'),
      );
    open();
    await type('-7');
    await waitFor(() => expect(kept()).toHaveLength(1));
    cleanup();
    open();
    expect(await screen.findByText(/was never saved/)).toBeVisible();
    expect(await hours()).toHaveValue(-7);
    await userEvent.click(screen.getByRole('button', { name: 'Begin anew' }));
    expect(await hours()).toHaveValue(24);
    expect(kept()).toHaveLength(0);
  });

  it('goes on with a draft, and keeps what was typed where somebody else was faster', async () => {
    const backend = open('?draft=1.1', {
      'PATCH /policies/1.1': () =>
        refuse(409, 'The policy 1.1 has been edited since you read it.'),
    });
    expect(await screen.findByLabelText('Version')).toBeDisabled();
    expect(screen.getByLabelText(/^Reason/)).toHaveValue('After the review');
    await type('40');
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    expect(await screen.findByText(/edited since you read it/)).toBeVisible();
    expect(await hours()).toHaveValue(40);
    expect(backend.sentTo('PATCH /policies/1.1')[0]).toMatchObject({ digest });
  });

  it('refuses who may not amend, before they begin', async () => {
    open('', {}, false);
    expect(
      await screen.findByText(/Change manager, security manager and CTO amend/),
    ).toBeVisible();
  });

  it('adds clauses, and does not remove one that rules cite', async () => {
    open();
    fireEvent.change(await screen.findByLabelText(/^Number, such as/), {
      target: { value: '§10.1' },
    });
    fireEvent.change(screen.getByLabelText('Section'), {
      target: { value: 'Freezes' },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Add a clause' }));
    expect(await problems()).toHaveTextContent(/clauses\.\d+\.text/);
    fireEvent.change(screen.getByLabelText('Text of §10.1'), {
      target: { value: 'No Fridays.' },
    });
    expect(await screen.findByRole('list', { name: 'Text' })).toHaveTextContent(
      /§10\.1.*Added.*No Fridays/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Remove §3.3b' }));
    expect(await problems()).toHaveTextContent(/§3\.3b is not a clause/);
  });

  it('edits in place when a clause applies, in step with YAML, and leaves to YAML what no form makes', async () => {
    open();
    await hours();
    fireEvent.click(screen.getByLabelText('Edit §4.3 applies'));
    choose(document.body, 'Applies', 'all');
    choose(document.body, 'What', 'change.rollbackTested');
    choose(document.body, 'Value', 'true');
    expect(await rules()).toHaveTextContent(
      /Applies if a tested rollback is true/,
    );
    await userEvent.click(screen.getByRole('tab', { name: /YAML/ }));
    const yaml = await screen.findByLabelText('All rules as YAML');
    fireEvent.change(yaml, {
      target: {
        value: (yaml as HTMLTextAreaElement).value
          .replace(
            'change.rollbackTested: true',
            'change.type: { $hasPrefix: n }',
          )
          .replace(
            'approvers:\n      - role: changeManager',
            'approvers: nobody',
          ),
      },
    });
    await userEvent.click(screen.getByRole('tab', { name: /Text/ }));
    fireEvent.click(await screen.findByLabelText('Edit §4.3 applies'));
    expect(
      screen.getByText('Written in a way that only YAML shows.'),
    ).toBeVisible();
    // What cannot be shown does no harm, and its place leads to its form.
    fireEvent.click(
      within(await problems()).getByText('Approval rules, number 1'),
    );
    expect(await screen.findByLabelText('Approval rules')).toHaveTextContent(
      /Approval rule 1/,
    );
  });
});
