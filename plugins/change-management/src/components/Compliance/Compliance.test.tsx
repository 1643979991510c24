import { screen, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  Compliance,
  defaultPolicy,
  LegalHold,
  Verification,
} from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { amina } from '../../__testUtils__/samples';
import { formatTime } from '../display';

jest.setTimeout(120_000);
const userEvent = testingUser.setup({ delay: null });

const hind = {
  ...amina,
  userRef: 'user:default/hind',
  roles: [{ role: 'auditor', via: 'group:default/audit' }],
};
const compliance: Compliance = {
  from: '2026-10-01T00:00:00.000Z',
  to: '2027-01-01T00:00:00.000Z',
  basis: 'requested',
  scope: 'members',
  population: {
    changes: 8,
    deployments: 5,
    darkChanges: 1,
    completeness: {
      first: 'CHG-1001',
      last: 'CHG-1012',
      expected: 12,
      included: 8,
      others: 1,
      hidden: 2,
      unused: 1,
      hiddenRanges: [{ first: 'CHG-1003', last: 'CHG-1004' }],
      unusedRanges: [{ first: 'CHG-1009', last: 'CHG-1009' }],
    },
  },
  openItems: [
    {
      kind: 'documentation',
      id: 'CHG-1005',
      title: 'Restart the mail service',
      text: 'The documentation after the fact lacks justification',
      clause: '§5.2a',
      dueAt: '2026-11-20T08:00:00.000Z',
      overdue: true,
    },
  ],
  clauses: [
    {
      id: '§3.1',
      section: 'Request form',
      text: 'Every change needs a form',
      met: 6,
      open: 2,
      waived: 0,
      notApplicable: 0,
      openIn: ['CHG-1011', 'CHG-1005'],
      waivedIn: [],
    },
    {
      id: '§7.1',
      section: 'Monthly review',
      text: 'The log is reviewed',
      met: 0,
      open: 0,
      waived: 0,
      notApplicable: 8,
      openIn: [],
      waivedIn: [],
    },
  ],
  clausesReadOf: 8,
};
const sound: Verification = {
  at: '2026-11-26T08:00:00.000Z',
  by: 'user:default/karim',
  verdict: { ok: true, checked: 120, size: 118, unsealed: 2 },
};

const held: LegalHold = {
  id: 'HOLD-1',
  entityRef: 'system:default/payments',
  reason: 'A dispute',
  placedBy: 'user:default/karim',
  placedAt: '2026-11-20T08:00:00.000Z',
};
const page = (items: LegalHold[]) => ({ items, pageInfo: {} });
const karim = {
  ...hind,
  userRef: 'user:default/karim',
  roles: [{ role: 'securityManager', via: 'group:default/security' }],
};

function open(answers = {}) {
  const backend = fakeBackend({
    'GET /me': () => hind,
    'GET /policy': () => defaultPolicy,
    'GET /compliance': () => compliance,
    'GET /audit/verifications/latest': () => ({ latest: sound }),
    'GET /legal-holds': () => page([held]),
    ...answers,
  });
  openPage(backend.client, '/compliance');
  return backend;
}

describe('the page of compliance', () => {
  it('says what was found in the trail, and since when the security manager knows', async () => {
    const verdict = {
      ...sound.verdict,
      ok: false,
      firstBad: {
        source: 'change',
        subject: 'CHG-1002',
        sequence: 3,
        reason: 'is gone',
      },
    };
    const toldAt = '2026-11-24T08:00:00.000Z';
    open({
      'GET /audit/verifications/latest': () => ({
        latest: { ...sound, verdict, toldAt },
      }),
    });
    expect(
      await screen.findByText('CHG-1002, event 3: is gone'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(`The security manager was told ${formatTime(toldAt)}.`),
    ).toBeInTheDocument();
  });

  it('shows that no number is missing, and leads to what is open', async () => {
    open();
    expect(
      await screen.findByText(/every number from CHG-1001 to CHG-1012/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('2 that you may not see: CHG-1003–CHG-1004'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('1 that no change has: CHG-1009'),
    ).toBeInTheDocument();
    const item = screen.getByRole('row', { name: /Restart the mail service/ });
    expect(item).toHaveTextContent('late');
    expect(
      within(item).getByRole('link', { name: /CHG-1005/ }),
    ).toHaveAttribute('href', '/change-management/changes/CHG-1005');
    const clause = screen.getByRole('row', { name: /§3.1/ });
    expect(
      within(clause).getByRole('link', { name: 'CHG-1011' }),
    ).toBeVisible();
    expect(screen.queryByRole('row', { name: /§7.1/ })).not.toBeInTheDocument();
  });

  it('asks about the period and the kind of changes that were chosen', async () => {
    const { queriesOf } = open();
    await userEvent.selectOptions(
      await screen.findByLabelText('Period'),
      'Last year',
    );
    await userEvent.selectOptions(
      screen.getByLabelText('Changes that were'),
      'started in it',
    );
    const year = new Date().getUTCFullYear();
    const asked = queriesOf('GET /compliance').pop()!;
    expect(Object.fromEntries(asked)).toEqual({
      from: `${year - 1}-01-01T00:00:00.000Z`,
      to: `${year}-01-01T00:00:00.000Z`,
      basis: 'carried-out',
    });
  });

  it('hands over a pack with the seed and size that were asked for', async () => {
    const kept: string[] = [];
    URL.createObjectURL = () => 'blob:pack';
    URL.revokeObjectURL = () => {};
    const click = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function kept_(this: HTMLAnchorElement) {
        kept.push(this.download);
      });
    const { queriesOf } = open({
      'GET /evidence/pack': () =>
        new Response('PK', { headers: { 'Content-Type': 'application/zip' } }),
    });
    await userEvent.type(await screen.findByLabelText('Seed'), '2026-Q4');
    await userEvent.clear(screen.getByLabelText('Sample size'));
    await userEvent.type(screen.getByLabelText('Sample size'), '5');
    await userEvent.click(
      screen.getByRole('button', { name: 'Download evidence pack' }),
    );
    expect(
      await screen.findByText(/change-audit verify evidence-/),
    ).toBeInTheDocument();
    expect(kept).toEqual([expect.stringMatching(/^evidence-.*\.zip$/)]);
    const [asked] = queriesOf('GET /evidence/pack');
    expect(asked.get('seed')).toBe('2026-Q4');
    expect(asked.get('sampleSize')).toBe('5');
    click.mockRestore();
  });

  it('says that a pack was not made, and why', async () => {
    open({ 'GET /evidence/pack': () => refuse(403, 'Not for you') });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download evidence pack' }),
    );
    expect(
      await screen.findByText('The pack was not made: Not for you'),
    ).toBeInTheDocument();
  });

  it('names the first event that is not as it was recorded', async () => {
    let latest = sound;
    open({
      'GET /audit/verifications/latest': () => ({ latest }),
      'GET /audit/verify': () => {
        latest = {
          ...sound,
          verdict: {
            ...sound.verdict,
            ok: false,
            firstBad: {
              subject: 'CHG-1007',
              sequence: 4,
              reason: 'does not match its hash',
            },
          },
        };
        return latest.verdict;
      },
    });
    expect(await screen.findByText('Sound')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Verify now' }));
    expect(
      await screen.findByText('CHG-1007, event 4: does not match its hash'),
    ).toBeInTheDocument();
  });

  it('tells others why they do not see it', async () => {
    const { queriesOf } = open({ 'GET /me': () => amina });
    expect(
      await screen.findByText('This page is for auditors'),
    ).toBeInTheDocument();
    expect(queriesOf('GET /compliance')).toHaveLength(0);
  });

  it('shows an auditor what is held, and lets them alter nothing', async () => {
    open();
    const row = await screen.findByRole('row', { name: /HOLD-1/ });
    expect(row).toHaveTextContent('A dispute');
    expect(
      screen.queryByRole('button', { name: /legal hold|Release/ }),
    ).not.toBeInTheDocument();
  });

  it('places a hold on a change, and tells which field is wrong', async () => {
    let holds = [held];
    const { sentTo } = open({
      'GET /me': () => karim,
      'GET /legal-holds': () => page(holds),
      'POST /legal-holds': ({ body }: { body: any }) => {
        if (body.changeId !== 'CHG-1042') {
          return refuse(400, 'Bad', [
            { path: 'changeId', message: 'must be the id of a change' },
          ]);
        }
        const hold = { ...held, id: 'HOLD-2', ...body, entityRef: undefined };
        holds = [hold, held];
        return hold;
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Place a legal hold' }),
    );
    const dialog = await screen.findByRole('dialog');
    const submit = within(dialog).getByRole('button', {
      name: 'Place a legal hold',
    });
    const change = within(dialog).getByLabelText(/^Change/);
    await userEvent.type(change, '1042');
    await userEvent.type(within(dialog).getByLabelText(/^Reason/), 'Lawsuit');
    await userEvent.click(submit);
    expect(
      await within(dialog).findByText('must be the id of a change'),
    ).toBeInTheDocument();
    await userEvent.clear(change);
    await userEvent.type(change, 'CHG-1042');
    await userEvent.click(submit);
    expect(
      await screen.findByRole('row', { name: /HOLD-2 CHG-1042 Lawsuit/ }),
    ).toBeInTheDocument();
    expect(sentTo('POST /legal-holds').pop()).toEqual({
      changeId: 'CHG-1042',
      reason: 'Lawsuit',
    });
  });

  it('releases a hold with a reason', async () => {
    let holds = [held];
    open({
      'GET /me': () => karim,
      'GET /legal-holds': () => page(holds),
      'POST /legal-holds/HOLD-1/release': ({ body }: { body: any }) => {
        const at = '2026-11-26T08:00:00.000Z';
        const release = { by: 'user:default/karim', at, ...body };
        holds = [{ ...held, release }];
        return holds[0];
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Release HOLD-1' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'Settled');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Release HOLD-1' }),
    );
    expect(
      await screen.findByText('Released because Settled'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Release HOLD-1' }),
    ).not.toBeInTheDocument();
  });
});
