import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent as testingUser } from '@testing-library/user-event';
import {
  AccessGrantView,
  defaultPolicy,
} from 'backstage-plugin-change-management-common';
import { fakeBackend } from '../../__testUtils__/fakeBackend';
import { openPage, surroundings } from '../../__testUtils__/renderPage';
import { aChange, amina, aPreview, orders } from '../../__testUtils__/samples';
import { PluginRoot } from '../PluginRoot';
import { ChangeAccess } from './ChangeAccess';
import { EntityAccess } from './EntityAccess';

jest.setTimeout(90_000);
const userEvent = testingUser.setup({ delay: null });

const read = {
  principal: 'external:reporting',
  entityRef: orders,
  permission: 'db:read',
};
const grant = (more: Partial<AccessGrantView> = {}): AccessGrantView => ({
  ...read,
  id: 'CHG-1042-1',
  from: '2026-01-05T10:00:00.000Z',
  status: 'active',
  grantedBy: 'CHG-1042',
  grantedAt: '2026-01-05T10:00:00.000Z',
  ...more,
});
const expired = grant({
  id: 'CHG-1040-1',
  principal: 'external:old-export',
  status: 'expired',
  until: '2026-03-01T10:00:00.000Z',
  revocation: {
    status: 'open',
    raisedAt: '2026-03-01T10:00:30.000Z',
    dueAt: '2026-03-04T10:00:30.000Z',
    assignees: ['group:default/orders-team'],
  },
});

const usual = {
  'GET /me': () => amina,
  'GET /policy': () => defaultPolicy,
  'GET /changes': () => ({ items: [], pageInfo: {} }),
  'GET /access-grants': ({ query }: { query: URLSearchParams }) => ({
    items: query.get('status') === 'expired' ? [expired] : [grant()],
    pageInfo: {},
  }),
  'GET /access-grants/{id}': () => ({ ...expired, history: [] }),
  'POST /changes/preview': ({ body }: { body: any }) =>
    aPreview(body.risk?.answers ?? {}),
};

describe('the access to an entity', () => {
  const open = (answers = {}) => {
    const backend = fakeBackend({ ...usual, ...answers });
    renderInTestApp(
      <PluginRoot>
        <EntityAccess entityRef={orders} scope="self" />
      </PluginRoot>,
      surroundings(backend.client),
    );
    return backend;
  };

  it('says who has it, since when, and by which change', async () => {
    open();
    const table = within(await screen.findByRole('table', { name: 'Access' }));
    expect(table.getByText('external:reporting')).toBeVisible();
    expect(table.getByText('db:read')).toBeVisible();
    expect(table.getByText('until revoked')).toBeVisible();
    expect(table.getByRole('link', { name: 'CHG-1042' })).toBeVisible();
  });

  it('puts what has to be revoked on top, with a way to it', async () => {
    open();
    const table = within(
      await screen.findByRole('table', { name: 'To be revoked' }),
    );
    expect(table.getByText('external:old-export')).toBeVisible();
    expect(
      await table.findByRole('button', { name: 'Revoke by a change' }),
    ).toHaveAttribute('href', expect.stringContaining('revokes=CHG-1040-1'));
  });

  it('asks for another time', async () => {
    const backend = open();
    await screen.findByRole('table', { name: 'Access' });
    await userEvent.type(screen.getByLabelText('As of'), '2026-02-01 12:00');
    await waitFor(() =>
      expect(
        backend.queriesOf('GET /access-grants').map(query => query.get('at')),
      ).toContainEqual(expect.stringMatching(/^2026-02-01T/)),
    );
  });
});

describe('the form of a change of access', () => {
  beforeEach(() => window.localStorage.clear());

  it('begins with what is to be revoked, and sends it', async () => {
    const backend = fakeBackend({
      ...usual,
      'POST /changes': () => aChange({ state: 'draft' }),
    });
    openPage(backend.client, `/new?entityRef=${orders}&revokes=CHG-1040-1`);
    expect(await screen.findByLabelText('Title')).toHaveValue(
      'Revoke db:read from external:old-export',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    await waitFor(() =>
      expect(backend.sentTo('POST /changes')).toEqual([
        expect.objectContaining({
          category: 'access',
          affectedEntities: [orders],
          access: {
            grants: [],
            revocations: [{ ...read, principal: 'external:old-export' }],
          },
        }),
      ]),
    );
  });

  it('takes what is granted, and says what is wrong with it', async () => {
    const backend = fakeBackend({
      ...usual,
      'POST /changes': () => aChange({ state: 'draft' }),
    });
    openPage(backend.client, `/new?entityRef=${orders}&category=access`);
    await userEvent.type(await screen.findByLabelText('Title'), 'Let it read');
    const row = within(screen.getByRole('group', { name: 'Grant 1' }));
    await userEvent.type(
      row.getByLabelText('A service, by its name'),
      'external:export',
    );
    await userEvent.type(row.getByLabelText('From'), '2030-03-01 02:00');
    await userEvent.type(row.getByLabelText('Until'), '2030-02-01 02:00');
    await userEvent.type(row.getByLabelText('May'), 'db:read');
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    expect(await row.findByText('must be after from')).toBeVisible();
    await userEvent.clear(row.getByLabelText('From'));
    await userEvent.click(screen.getByRole('button', { name: 'Save draft' }));
    await waitFor(() =>
      expect(backend.sentTo('POST /changes')).toHaveLength(1),
    );
    const [{ access }] = backend.sentTo('POST /changes');
    expect(access.grants).toEqual([
      {
        ...read,
        principal: 'external:export',
        until: expect.stringMatching(/^2030-02-01T/),
      },
    ]);
  });
});

describe('the access of a change', () => {
  const open = (more: Parameters<typeof aChange>[0]) =>
    renderInTestApp(
      <PluginRoot>
        <ChangeAccess change={aChange(more)} />
      </PluginRoot>,
      surroundings(fakeBackend(usual).client),
    );
  const access = {
    grants: [read],
    revocations: [{ ...read, permission: 'db:write' }],
  };

  it('says what it will do', async () => {
    open({ access });
    const grants = within(await screen.findByRole('table', { name: 'Grants' }));
    expect(grants.getByText('when completed')).toBeVisible();
    const revokes = within(screen.getByRole('table', { name: 'Revokes' }));
    expect(revokes.getByText('db:write')).toBeVisible();
  });

  it('says what it has done', async () => {
    open({
      access,
      accessChanged: [{ ...grant(), type: 'granted' }],
      completion: {
        by: amina.userRef,
        at: '2026-01-05T10:00:00.000Z',
        outcome: 'successful',
        result: 'Fine',
      },
    });
    const grants = within(await screen.findByRole('table', { name: 'Grants' }));
    expect(grants.getByText('granted')).toBeVisible();
    const revokes = within(screen.getByRole('table', { name: 'Revokes' }));
    expect(revokes.getByText('revoked already')).toBeVisible();
  });
});
