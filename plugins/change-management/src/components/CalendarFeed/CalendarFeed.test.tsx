import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import { CalendarToken } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { amina, aSummary } from '../../__testUtils__/samples';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const phone: CalendarToken = {
  id: 'f1',
  name: 'On my phone',
  createdAt: '2026-11-20T08:00:00.000Z',
  lastUsedAt: '2026-11-24T08:00:00.000Z',
};
const url = 'https://portal.example/api/schedule.ics?token=secret';

async function open(path: string, feeds: CalendarToken[], answers = {}) {
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /changes': () => ({
      items: [aSummary()],
      pageInfo: {},
      totalItems: 1,
    }),
    'GET /calendar-tokens': () => ({ items: feeds, pageInfo: {} }),
    ...answers,
  });
  openPage(backend.client, path);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Calendar feed' }),
  );
  return {
    backend,
    dialog: within(
      await screen.findByRole('dialog', { name: 'Calendar feed' }),
    ),
  };
}

describe('the dialog about calendar feeds', () => {
  it('makes a feed with the filters of the page, and shows its address', async () => {
    const feeds = [phone];
    const { backend, dialog } = await open(
      '?view=mine&riskLevel=high,critical&entityRef=component:default/orders',
      feeds,
      {
        'POST /calendar-tokens': () => {
          const made = { ...phone, id: 'f2', name: 'Risky' };
          feeds.unshift({ ...made, lastUsedAt: undefined });
          return { ...made, token: 'secret', url };
        },
      },
    );
    expect(dialog.getByText(/by Mine, Risk, Affected entity\./)).toBeVisible();
    expect(dialog.queryByLabelText('Address')).not.toBeInTheDocument();

    const name = dialog.getByLabelText('Name');
    await userEvent.clear(name);
    await userEvent.type(name, 'Risky');
    await userEvent.click(dialog.getByRole('button', { name: 'Make a feed' }));

    expect(await dialog.findByLabelText('Address')).toHaveValue(url);
    expect(dialog.getByText(/Copy the address now/)).toBeVisible();
    expect(
      dialog.getByRole('button', { name: 'Copy the address' }),
    ).toBeVisible();
    const list = await dialog.findByRole('list', { name: 'My feeds' });
    await waitFor(() =>
      expect(list).toHaveTextContent(/Risky.*not used yet.*On my phone/),
    );
    expect(backend.sentTo('POST /calendar-tokens')).toEqual([
      {
        name: 'Risky',
        filters: {
          mine: 'true',
          riskLevel: 'high,critical',
          entityRef: 'component:default/orders',
        },
      },
    ]);
  });

  it('shows the address no second time', async () => {
    const { dialog } = await open('', [], {
      'POST /calendar-tokens': () => ({ ...phone, token: 'secret', url }),
    });
    expect(
      dialog.getByText(/every planned change that you may read/),
    ).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Make a feed' }));
    await dialog.findByLabelText('Address');

    await userEvent.click(dialog.getByRole('button', { name: 'Close' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Calendar feed' }),
    );
    expect(await screen.findByText('You have no feed yet.')).toBeVisible();
    expect(screen.queryByLabelText('Address')).not.toBeInTheDocument();
  });

  it('revokes a feed', async () => {
    const feeds = [phone];
    const { dialog } = await open('', feeds, {
      'POST /calendar-tokens/f1/revoke': () => feeds.pop(),
    });
    const list = await dialog.findByRole('list', { name: 'My feeds' });
    expect(list).toHaveTextContent(/On my phone.*Made .*last used /);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Revoke On my phone' }),
    );
    expect(await dialog.findByText('You have no feed yet.')).toBeVisible();
  });

  it('says why none was made, and keeps the name', async () => {
    const { dialog } = await open('', [], {
      'POST /calendar-tokens': () =>
        refuse(409, 'You have 10 calendar feeds already. Revoke one first.'),
    });
    await userEvent.type(dialog.getByLabelText('Name'), ' of ours');
    await userEvent.click(dialog.getByRole('button', { name: 'Make a feed' }));
    expect(await dialog.findByText(/Revoke one first/)).toBeVisible();
    expect(dialog.getByLabelText('Name')).toHaveValue('Changes of ours');
  });

  it('names what is wrong with a name beside it', async () => {
    const message = 'must not be empty';
    const { dialog } = await open('', [], {
      'POST /calendar-tokens': () =>
        refuse(400, `name: ${message}`, [{ path: 'name', message }]),
    });
    await userEvent.clear(dialog.getByLabelText('Name'));
    await userEvent.click(dialog.getByRole('button', { name: 'Make a feed' }));
    expect(await dialog.findByText(message)).toBeVisible();
  });
});
