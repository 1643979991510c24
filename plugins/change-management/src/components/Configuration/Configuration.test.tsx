import { screen, waitFor, within } from '@testing-library/react';
import { fireEvent } from '@testing-library/dom';
import { userEvent as testingUser } from '@testing-library/user-event';
import { ConfigurationVersion } from 'backstage-plugin-change-management-common';
import { fakeBackend, refuse } from '../../__testUtils__/fakeBackend';
import { openPage } from '../../__testUtils__/renderPage';
import { aChange, amina } from '../../__testUtils__/samples';
import { rowsOf } from './diffRows';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const version = (
  number: number,
  more: Partial<ConfigurationVersion> = {},
): ConfigurationVersion => ({
  itemId: 'CFG-7',
  number,
  changeId: `CHG-${1040 + number}`,
  author: 'user:default/karim',
  createdAt: '2026-11-20T10:00:00.000Z',
  digest: 'd'.repeat(64),
  size: 10,
  origin: 'change',
  ...more,
});

const item = {
  id: 'CFG-7',
  entityRef: 'component:default/orders',
  name: 'orders.yaml',
  format: 'yaml',
  masksSecrets: false,
  latest: version(2),
  createdBy: 'user:default/karim',
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  revision: 1,
  allowedActions: [],
  coveredBy: ['component:default/orders', 'system:default/shop'],
};

function open(query = '', answers: Parameters<typeof fakeBackend>[0] = {}) {
  const backend = fakeBackend({
    'GET /me': () => amina,
    'GET /configuration-items/{id}': () => item,
    'GET /configuration-items/{id}/versions': () => ({
      items: [version(2), version(1)],
      pageInfo: {},
    }),
    'GET /configuration-items/{id}/versions/{n}': ({ path }) => ({
      ...version(Number(path.split('/').pop())),
      content: 'a: 1\nb: 2\n',
    }),
    'GET /configuration-items/{id}/versions/{n}/blame': () => ({
      itemId: 'CFG-7',
      number: 2,
      ranges: [
        { fromLine: 1, toLine: 1, version: 1 },
        { fromLine: 2, toLine: 2, version: 2 },
      ],
      versions: [version(1), version(2)],
    }),
    'GET /configuration-items/{id}/versions/{n}/diff': () => ({
      itemId: 'CFG-7',
      name: 'orders.yaml',
      from: 1,
      to: 2,
      added: 1,
      removed: 1,
      exact: true,
      hunks: [
        {
          oldStart: 1,
          oldLines: 2,
          newStart: 1,
          newLines: 2,
          lines: [' a: 1', '-b: 1', '+b: 2'],
        },
      ],
      patch: '',
    }),
    'GET /changes': () => ({
      items: [
        { id: 'CHG-1050', title: 'Raise the limits', state: 'implementation' },
      ],
      pageInfo: {},
    }),
    ...answers,
  });
  openPage(backend.client, `/configuration/CFG-7${query}`);
  return backend;
}

describe('a configuration', () => {
  it('says which change brought each line', async () => {
    open();
    const content = await screen.findByRole('region', { name: 'Content' });
    const line = await within(content).findByText('b: 2');
    await waitFor(() =>
      expect(
        within(line.closest('tr')!).getByRole('link', { name: 'CHG-1042' }),
      ).toHaveAttribute('href', '/change-management/changes/CHG-1042'),
    );
    const versions = await screen.findByRole('table', { name: 'Versions' });
    expect(within(versions).getAllByRole('row')).toHaveLength(3);
  });

  it('is compared with an older version, by the address', async () => {
    open('?version=2&against=1');
    const table = await screen.findByRole('table', { name: /Difference/ });
    expect(within(table).getByText('- b: 1')).toBeVisible();
    expect(within(table).getByText('+ b: 2')).toBeVisible();
    expect(screen.getByText('+1 −1 lines')).toBeVisible();
  });

  it('gets a new version through a change; lines with secrets are named and nothing is lost', async () => {
    let tries = 0;
    const backend = open('', {
      'POST /configuration-items/{id}/versions': () => {
        tries += 1;
        return tries === 1
          ? refuse(400, 'content:3: looks like a password', [
              { path: 'content:3', message: 'looks like a password.' },
            ])
          : { status: 'made', ...version(3) };
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'New version' }),
    );
    const dialog = await screen.findByRole('dialog');
    const text = await within(dialog).findByLabelText('Content');
    await waitFor(() => expect(text).toHaveValue('a: 1\nb: 2\n'));
    fireEvent.change(text, { target: { value: 'a: 1\npassword: x\n' } });
    const send = within(dialog).getByRole('button', { name: 'New version' });
    expect(send).toBeDisabled();
    fireEvent.change(
      await within(dialog).findByLabelText('Through the change'),
      { target: { value: 'CHG-1050' } },
    );
    await userEvent.click(send);
    expect(
      await within(dialog).findByText(/Line 3: looks like a password/),
    ).toBeVisible();
    expect(text).toHaveValue('a: 1\npassword: x\n');
    await userEvent.click(send);
    expect(await screen.findByText('Version 3 was made.')).toBeVisible();
    expect(
      backend.sentTo('POST /configuration-items/{id}/versions')[1],
    ).toEqual({
      changeId: 'CHG-1050',
      content: 'a: 1\npassword: x\n',
      baseVersion: 2,
    });
  });

  it('is restored through a change', async () => {
    const backend = open('', {
      'POST /configuration-items/{id}/restore': () => ({
        status: 'made',
        ...version(3, { origin: 'restore' }),
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Restore version 1' }),
    );
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(
      await within(dialog).findByLabelText('Through the change'),
      { target: { value: 'CHG-1050' } },
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Restore' }),
    );
    expect(await screen.findByText('Version 3 was made.')).toBeVisible();
    expect(backend.sentTo('POST /configuration-items/{id}/restore')).toEqual([
      { changeId: 'CHG-1050', version: 1 },
    ]);
  });
});

describe('configuration that its reader may not see', () => {
  const change = aChange({ withheldConfiguration: 2 });
  const show = (tab: string) =>
    openPage(
      fakeBackend({
        'GET /me': () => amina,
        'GET /changes/{id}': () => change,
        'GET /changes/{id}/audit': () => ({
          items: [
            {
              changeId: change.id,
              sequence: 2,
              type: 'configuration-changed',
              actor: 'user:default/amina',
              occurredAt: '2026-11-26T02:00:00.000Z',
              data: {},
              withheld: true,
              previousHash: '',
              hash: '',
            },
          ],
          pageInfo: {},
        }),
      }).client,
      `/changes/${change.id}?tab=${tab}`,
    );

  it('is counted on the page of its change', async () => {
    show('configuration');
    expect(
      await screen.findByText('Configuration that you may not read: 2 more'),
    ).toBeVisible();
    expect(
      screen.queryByText('This change alters no configuration'),
    ).not.toBeInTheDocument();
  });

  it('is spoken of in its timeline without a name', async () => {
    show('timeline');
    expect(
      await screen.findByText(/altered configuration that you may not read/),
    ).toBeVisible();
    expect(screen.queryByText(/undefined/)).not.toBeInTheDocument();
  });
});

it('lines that took the place of others stand beside them', () => {
  expect(
    rowsOf({
      oldStart: 4,
      oldLines: 3,
      newStart: 5,
      newLines: 2,
      lines: [' a', '-b', '-c', '+B', '\\ No newline at end of file'],
    }),
  ).toEqual([
    {
      before: { number: 4, text: 'a' },
      after: { number: 5, text: 'a' },
      altered: false,
    },
    {
      before: { number: 5, text: 'b' },
      after: { number: 6, text: 'B' },
      altered: true,
    },
    { before: { number: 6, text: 'c' }, after: undefined, altered: true },
  ]);
});
