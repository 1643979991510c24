import { screen, waitFor } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import { Me } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { amina, aSummary } from '../../__testUtils__/samples';

jest.setTimeout(30_000);
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

    expect(await screen.findByLabelText('Risk')).toHaveValue('high');
    expect(screen.getByLabelText('Search')).toHaveValue('vault');
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(address()).toBe('');
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
});
