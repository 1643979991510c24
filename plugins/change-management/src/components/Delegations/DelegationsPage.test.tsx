import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import { Delegation } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { amina } from '../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const delegation: Delegation = {
  id: 'd1',
  delegator: amina.userRef,
  delegate: 'user:default/karim',
  from: '2026-11-20T08:00:00.000Z',
  until: '2026-11-30T08:00:00.000Z',
  reason: 'On holiday',
  createdAt: '2026-11-19T08:00:00.000Z',
  createdBy: amina.userRef,
  status: 'active',
};

function open(items: Delegation[], answers = {}) {
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /delegations': () => ({ items, pageInfo: {} }),
    ...answers,
  });
  openPage(backend.client, '/delegations');
  return backend;
}

describe('the page of delegations', () => {
  it('shows who stands in for whom, and lets the person revoke it', async () => {
    const backend = open(
      [
        delegation,
        {
          ...delegation,
          id: 'd2',
          delegator: 'user:default/salma',
          reason: 'Training',
        },
      ],
      { 'POST /delegations/{id}/revoke': () => delegation },
    );

    const own = await screen.findByRole('row', { name: /On holiday/ });
    expect(own).toHaveTextContent(/amina.*karim.*Active/);
    const others = screen.getByRole('row', { name: /Training/ });
    expect(
      within(others).queryByRole('button', { name: 'Revoke' }),
    ).not.toBeInTheDocument();

    await userEvent.click(within(own).getByRole('button', { name: 'Revoke' }));
    await waitFor(() =>
      expect(backend.sentTo('POST /delegations/{id}/revoke')).toHaveLength(1),
    );
  });

  it('says so when nobody stands in for anybody', async () => {
    open([]);

    expect(
      await screen.findByText('Nobody stands in for anybody'),
    ).toBeVisible();
  });

  it('keeps what was typed when the backend refuses a field', async () => {
    open([], {
      'POST /delegations': () =>
        refuse(400, 'until: must lie in the future', [
          { path: 'until', message: 'must lie in the future' },
        ]),
    });

    const form = await screen.findByRole('form', { name: 'Delegate' });
    const delegate = () =>
      userEvent.click(within(form).getByRole('button', { name: 'Delegate' }));
    await delegate();
    expect(within(form).getAllByText('is needed')).toHaveLength(4);

    const type = (label: string, text: string) =>
      userEvent.type(within(form).getByLabelText(label), text);
    await type('From', '2020-01-01 08:00');
    await type('Until', '2020-01-02 08:00');
    await type('Reason', 'On holiday');
    await userEvent.type(
      within(form).getByRole('combobox', { name: 'Delegate to' }),
      'Karim',
    );
    await userEvent.click(await screen.findByRole('option', { name: /Karim/ }));
    await delegate();

    expect(
      await within(form).findByText('must lie in the future'),
    ).toBeVisible();
    expect(within(form).getByLabelText('Reason')).toHaveValue('On holiday');
  });
});
