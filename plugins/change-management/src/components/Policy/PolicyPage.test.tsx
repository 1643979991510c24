import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  comparePolicyVersions,
  defaultPolicy,
  Policy,
  PolicyPage,
  PolicyRecord,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';

jest.setTimeout(90_000);

const next: Policy = structuredClone({ ...defaultPolicy, version: '1.1' });
next.clauses.find(({ id }) => id === '§4.1')!.text = 'Test it twice.';
next.notice.hours = 36;
next.approvalRules = next.approvalRules.filter(({ id }) => id !== 'access');
next.approvalRules.push({
  id: 'owners',
  approvers: [{ owners: 'affected' }, { role: 'cto' }],
  quorum: { atLeast: 2 },
  rule: 'Two pairs of eyes.',
  clause: '§8.3',
  when: {
    $any: [
      { 'change.category': 'server' },
      {
        $all: [
          { $not: { 'change.type': { $in: ['standard', 'emergency'] } } },
          { 'entities.tags': { $contains: 'pci' } },
        ],
      },
    ],
  },
});

function recordOf(
  policy: Policy,
  differences: Partial<PolicyRecord>,
): PolicyRecord {
  return {
    version: policy.version,
    title: policy.title,
    state: 'published',
    inForce: false,
    effectiveDate: policy.effectiveDate,
    approvedBy: policy.approvedBy,
    digest: '',
    proposed: { by: 'user:default/karim', at: '2026-11-20T08:00:00.000Z' },
    findings: [],
    reading: { asked: false },
    allowedActions: [],
    ...differences,
  };
}

const records = [
  recordOf(next, { state: 'draft', basedOn: '1.0', note: 'After the review' }),
  recordOf(defaultPolicy, {
    inForce: true,
    published: {
      by: 'plugin:default/change-management',
      at: '2026-11-01T08:00:00.000Z',
    },
  }),
];

const pageOf = (items: PolicyRecord[], more: Partial<PolicyPage> = {}) => ({
  items,
  pageInfo: {},
  nextReview: { date: '2099-06-03', because: 'regular' },
  mayPropose: false,
  mayOversee: false,
  ...more,
});

function open(path = '', more: Parameters<typeof fakeBackend>[0] = {}) {
  const backend = fakeBackend({
    'GET /policies': () => pageOf(records),
    'GET /policies/1.1': () => ({
      ...records[0],
      document: next,
      history: [],
    }),
    'GET /policies/1.0': () => ({
      ...records[1],
      document: defaultPolicy,
      history: [],
    }),
    'GET /policies/1.1/diff': () => ({
      from: '1.0',
      to: '1.1',
      ...comparePolicyVersions(defaultPolicy, next),
    }),
    ...more,
  });
  openPage(backend.client, `/policy${path}`);
  return backend;
}

describe('the page of the policy', () => {
  it('shows the one in force as a text, its rules in words beside each clause', async () => {
    open();
    expect(
      await screen.findByRole('heading', { name: defaultPolicy.title }),
    ).toBeVisible();
    const rulesOf = async (clause: string) =>
      (
        await screen.findByRole('list', {
          name: `Rules that follow from it: ${clause}`,
        })
      ).textContent;
    expect(await rulesOf('§3.2b')).toContain(
      'Approval by CTO or security manager, if the level of risk is high or critical.',
    );
    expect(await rulesOf('§3.3b')).toContain(
      'told 24 h ahead, 72 h where downtime is expected',
    );
    expect(await rulesOf('§5.2a')).toContain(
      'Documentation of an emergency: due after 24 h',
    );
    expect(await rulesOf('§3.3a')).toContain(
      'Applies if the type is not emergency.',
    );
    const risk = defaultPolicy.clauses.find(
      ({ check }) => check === 'risk-assessment',
    )!.id;
    for (const words of [
      'Points of what is measured, together: from 10 on medium · from 14 on high · from 20 on critical.',
      'Different owners of what is touched: 4 or more: +1 · 7 or more: +2.',
      'Criticality of what is affected: high +1 · critical +3; of what is reached: critical +1.',
      'business hours, Mon, Tue, Wed, Thu, Fri 08:30 to 18:30: +1.',
      'failed so far: from 25 % on medium · from 50 % on high.',
      'That rate counts once 100 changes are closed.',
    ]) {
      expect(await rulesOf(`${risk}, continued`)).toContain(words);
    }
    expect(screen.getByText('Monthly review of change logs.')).toBeVisible();
    expect(
      screen.getAllByText(/Binds the organisation/).length,
    ).toBeGreaterThan(2);
    expect(
      screen.queryByRole('list', { name: 'Rules that follow from it: §7.3' }),
    ).not.toBeInTheDocument();
  });

  it('lists the versions, where they stand and who acted', async () => {
    open();
    const versions = within(
      await screen.findByRole('navigation', { name: 'Versions' }),
    );
    const [draft, inForce] = versions.getAllByRole('listitem');
    expect(draft).toHaveTextContent(/Version 1\.1.*Draft.*After the review/);
    expect(within(draft).getByText('karim')).toBeVisible();
    expect(inForce).toHaveTextContent(
      /Version 1\.0.*In force.*approved by CTO \/ IT Director.*Change management/,
    );
    expect(versions.getByRole('link', { name: 'Version 1.0' })).toHaveAttribute(
      'aria-current',
      'page',
    );
    await userEvent.click(versions.getByRole('link', { name: 'Version 1.1' }));
    expect(await screen.findByText('Test it twice.')).toBeVisible();
    expect(screen.getByLabelText('address')).toHaveTextContent('version=1.1');
  });

  it('says what a version changes in another, text and rules', async () => {
    open('?version=1.1');
    await userEvent.selectOptions(
      await screen.findByLabelText('Compare with'),
      'Version 1.0',
    );
    const texts = within(await screen.findByRole('list', { name: 'Text' }));
    expect(texts.getByRole('listitem')).toHaveTextContent(
      /§4\.1.*Changed.*must first be tested.*Test it twice\./,
    );
    const rules = within(screen.getByRole('list', { name: 'Rules' }));
    const items = rules.getAllByRole('listitem').map(item => item.textContent);
    expect(items).toHaveLength(3);
    expect(items.join('\n')).toMatch(/§3\.3b.*Changed.*24 h ahead.*36 h ahead/);
    expect(items.join('\n')).toMatch(/§6\.1.*Removed.*security manager/);
    expect(items.join('\n')).toMatch(
      /§8\.3.*Added.*2 different people of owners of what is affected or CTO, if the category is server or \(the type is not standard or emergency and the tags of the affected entities contain pci\)\. Two pairs of eyes\./,
    );
    expect(screen.getByLabelText('address')).toHaveTextContent('against=1.0');
  });

  it('says that two versions do not differ', async () => {
    open('?version=1.1&against=1.0', {
      'GET /policies/1.1/diff': () => ({
        from: '1.0',
        to: '1.1',
        clauses: [],
        rules: [],
      }),
    });
    expect(
      await screen.findByText('Nothing but version and dates differs.'),
    ).toBeVisible();
  });

  it('says why it shows nothing', async () => {
    open('?version=7.0');
    expect(await screen.findByText('There is nothing here')).toBeVisible();
  });

  it('says what failed', async () => {
    open('', { 'GET /policies': () => refuse(403, 'Not for you.') });
    expect(await screen.findByText('Not for you.')).toBeVisible();
  });
});
