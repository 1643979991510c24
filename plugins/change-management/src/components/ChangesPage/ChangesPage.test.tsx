import { screen, waitFor } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import { Me } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { amina, aSummary } from '../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const me = (roles: Me['roles'] = []) => ({
  'GET /me': () => ({ ...amina, roles }),
});
const page = (items = [aSummary()], pageInfo = {}) => ({ items, pageInfo });
const address = () => screen.getByLabelText('address').textContent;

describe('the list of changes', () => {
  it('links every change to its page', async () => {
    const backend = fakeBackend({ ...me(), 'GET /changes': () => page() });
    openPage(backend.client, '');

    expect(
      await screen.findByRole('link', { name: /Rotate the credentials/ }),
    ).toHaveAttribute('href', '/change-management/changes/CHG-1042');
    expect(
      screen.getByText('Authorization', { selector: 'span' }),
    ).toBeVisible();
  });

  it('keeps its filters in the address and asks by them', async () => {
    const backend = fakeBackend({ ...me(), 'GET /changes': () => page() });
    openPage(backend.client, '?cursor=second');

    await userEvent.selectOptions(
      await screen.findByLabelText('State'),
      'Scheduled',
    );
    await userEvent.type(screen.getByLabelText('Search'), 'vault');

    await waitFor(() => expect(address()).toBe('state=scheduled&q=vault'));
    await waitFor(() => {
      const last = backend.queriesOf('GET /changes').pop();
      expect(last?.get('state')).toBe('scheduled');
      expect(last?.get('q')).toBe('vault');
      expect(last?.has('cursor')).toBe(false);
    });
  });

  it('takes its filters from the address', async () => {
    const backend = fakeBackend({ ...me(), 'GET /changes': () => page() });
    openPage(backend.client, '?riskLevel=high&q=vault');

    expect(
      await screen.findByRole('button', { name: 'Take away Risk: High risk' }),
    ).toBeVisible();
    expect(screen.getByLabelText('Search')).toHaveValue('vault');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(address()).toBe('');
  });

  it('says how many there are on all pages, without keeping the rows waiting', async () => {
    let count: (total: number) => void = () => {};
    const counted = new Promise<number>(resolve => {
      count = resolve;
    });
    const backend = fakeBackend({
      ...me(),
      'GET /changes': async ({ query }) =>
        query.get('totalItems') === 'include'
          ? { ...page([]), totalItems: await counted }
          : page([aSummary()], { nextCursor: 'second' }),
    });
    openPage(backend.client, '?view=all&q=vault&cursor=first');

    expect(
      await screen.findByRole('link', { name: /Rotate the credentials/ }),
    ).toBeVisible();
    expect(screen.queryByText('83 changes')).not.toBeInTheDocument();
    count(83);
    expect(await screen.findByText('83 changes')).toBeVisible();
    const query = backend
      .queriesOf('GET /changes')
      .find(asked => asked.has('totalItems'));
    expect(query?.get('q')).toBe('vault');
    expect(query?.has('cursor')).toBe(false);
  });

  it('asks for what waits for the viewer, and says when nothing does', async () => {
    const backend = fakeBackend({ ...me(), 'GET /changes': () => page([]) });
    openPage(backend.client, '');

    await userEvent.click(
      await screen.findByRole('tab', { name: 'For me to decide' }),
    );

    expect(
      await screen.findByText('Nothing waits for your decision'),
    ).toBeVisible();
    expect(
      backend.queriesOf('GET /changes').pop()?.get('needsDecisionFrom'),
    ).toBe('me');
  });

  it('opens with what waits for those who decide', async () => {
    const roles = [
      { role: 'changeManager' as const, via: 'group:default/office' },
    ];
    const backend = fakeBackend({ ...me(roles), 'GET /changes': () => page() });
    openPage(backend.client, '');

    expect(
      await screen.findByRole('link', { name: /Rotate the credentials/ }),
    ).toBeVisible();
    const asked = backend.queriesOf('GET /changes');
    expect(asked.map(q => q.get('needsDecisionFrom'))).toEqual(['me']);
  });

  it('goes on to the next page', async () => {
    const backend = fakeBackend({
      ...me(),
      'GET /changes': ({ query }) =>
        query.has('cursor')
          ? page([aSummary({ title: 'Older' })], { prevCursor: 'first' })
          : page([aSummary({ title: 'Newer' })], { nextCursor: 'second' }),
    });
    openPage(backend.client, '');

    await userEvent.click(await screen.findByRole('button', { name: 'Next' }));

    expect(await screen.findByRole('link', { name: 'Older' })).toBeVisible();
    expect(address()).toBe('cursor=second');
  });

  it('says why it cannot be shown', async () => {
    const backend = fakeBackend({
      ...me(),
      'GET /changes': () => refuse(403, 'You need the role auditor.'),
    });
    openPage(backend.client, '');

    expect(await screen.findByText('You need the role auditor.')).toBeVisible();
  });
  it('takes several values of one filter, and lets each go by itself', async () => {
    const backend = fakeBackend({ ...me(), 'GET /changes': () => page() });
    openPage(backend.client, '');

    const state = await screen.findByLabelText('State');
    await userEvent.selectOptions(state, 'Scheduled');
    await userEvent.selectOptions(state, 'Approved');
    await waitFor(() =>
      expect(backend.queriesOf('GET /changes').pop()?.get('state')).toBe(
        'scheduled,approved',
      ),
    );

    await userEvent.click(
      screen.getByRole('button', { name: 'Take away State: Scheduled' }),
    );
    expect(address()).toBe('state=approved');
  });

  it('takes days from the address for days of the viewer', async () => {
    const backend = fakeBackend({ ...me(), 'GET /changes': () => page() });
    openPage(backend.client, '?from=2026-11-01&to=2026-11-30');

    expect(await screen.findByLabelText('From')).toHaveValue('2026-11-01');
    await screen.findByRole('link', { name: /Rotate the credentials/ });
    const { from, to } = Object.fromEntries(
      backend.queriesOf('GET /changes').pop()!,
    );
    expect(new Date(from)).toEqual(new Date(2026, 10, 1));
    expect(new Date(to)).toEqual(new Date(2026, 10, 30, 23, 59, 59, 999));
  });

  it('takes what I requested and what I implement for mine', async () => {
    const backend = fakeBackend({ ...me(), 'GET /changes': () => page([]) });
    openPage(backend.client, '?view=mine');

    expect(await screen.findByText('Nothing of yours yet')).toBeVisible();
    expect(backend.queriesOf('GET /changes').pop()?.get('participant')).toBe(
      'me',
    );
  });

  it('goes from row to row by the arrow keys', async () => {
    const backend = fakeBackend({
      ...me(),
      'GET /changes': () =>
        page([
          aSummary({ id: 'CHG-1', title: 'First' }),
          aSummary({ id: 'CHG-2', title: 'Second' }),
        ]),
    });
    openPage(backend.client, '');

    (await screen.findByRole('link', { name: 'First' })).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('link', { name: 'Second' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    expect(screen.getByRole('link', { name: 'First' })).toHaveFocus();
  });
});

describe('standard changes that wait for the viewer', () => {
  const standard = (id: string, title: string) =>
    aSummary({ id, title, type: 'standard', allowedActions: ['approve'] });

  it('are approved together; what is refused stays chosen, with the reason', async () => {
    let items = [
      standard('CHG-1', 'Renew the certificate'),
      standard('CHG-2', 'Grow the disk'),
      aSummary({
        id: 'CHG-3',
        title: 'A normal one',
        allowedActions: ['approve'],
      }),
      aSummary({ id: 'CHG-4', title: 'Not mine to decide', type: 'standard' }),
    ];
    const backend = fakeBackend({
      ...me(),
      'GET /changes': () => page(items),
      'POST /changes/{id}/decisions': ({ path }) => {
        if (path.includes('CHG-2')) {
          return refuse(409, 'CHG-2 has been edited since you read it.');
        }
        items = items.filter(({ id }) => id !== 'CHG-1');
        return {};
      },
    });
    openPage(backend.client, '?view=for-me');

    const boxes = await screen.findAllByRole('checkbox', { name: /^Choose/ });
    expect(boxes).toHaveLength(2);
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'All standard changes here (2)' }),
    );
    await userEvent.type(
      screen.getByLabelText('Comment for all of them'),
      'As every month',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Approve 2 changes' }),
    );

    const results = await screen.findByRole('alert');
    expect(results).toHaveTextContent('Renew the certificate: Approved');
    expect(results).toHaveTextContent(
      'Grow the disk: not approved. CHG-2 has been edited since you read it.',
    );
    expect(backend.sentTo('POST /changes/{id}/decisions')).toEqual([
      { decision: 'approve', comment: 'As every month', contentRevision: 2 },
      { decision: 'approve', comment: 'As every month', contentRevision: 2 },
    ]);
    await waitFor(() =>
      expect(
        screen.queryByRole('checkbox', {
          name: 'Choose Renew the certificate',
        }),
      ).not.toBeInTheDocument(),
    );
    expect(
      screen.getByRole('checkbox', { name: 'Choose Grow the disk' }),
    ).toBeChecked();
    expect(screen.getByLabelText('Comment for all of them')).toHaveValue(
      'As every month',
    );
  });
});
