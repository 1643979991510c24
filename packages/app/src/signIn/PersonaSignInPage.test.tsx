import type { IdentityApi } from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PersonaSignInPage } from './PersonaSignInPage';

const amina = 'user:default/amina';
const people = [
  {
    entityRef: amina,
    displayName: 'Amina Berrada',
    role: 'Developer, DevOps group',
  },
  {
    entityRef: 'user:default/salma',
    displayName: 'Salma Tazi',
    role: 'Change Manager',
  },
];

/** A backend that knows Amina only. */
const backend: typeof fetch = async (input, init) => {
  if (String(input).endsWith('/persona/people')) {
    return Response.json(people);
  }
  const chosen = new Headers(init?.headers).get('x-persona');
  return chosen === amina
    ? Response.json({
        profile: { displayName: 'Amina Berrada' },
        backstageIdentity: {
          token: 'a.e30.b',
          identity: {
            type: 'user',
            userEntityRef: chosen,
            ownershipEntityRefs: [chosen],
          },
        },
        providerInfo: {},
      })
    : Response.json(
        { error: { name: 'NotFoundError', message: `${chosen} is nobody` } },
        { status: 404, statusText: 'Not Found' },
      );
};

describe('PersonaSignInPage', () => {
  const original = global.fetch;
  beforeEach(() => {
    global.fetch = backend;
  });
  afterEach(() => {
    global.fetch = original;
    sessionStorage.clear();
    localStorage.clear();
  });

  const open = async () => {
    let signedIn: IdentityApi | undefined;
    const { unmount } = renderInTestApp(
      <PersonaSignInPage
        onSignInSuccess={identity => {
          signedIn = identity;
        }}
      />,
      { apis: [mockApis.discovery(), mockApis.config()] },
    );
    return {
      close: unmount,
      identity: () =>
        waitFor(() => {
          expect(signedIn).toBeDefined();
          return signedIn!;
        }),
    };
  };

  it('signs in as the person of the card, by keyboard too', async () => {
    const page = await open();

    await screen.findByRole('button', { name: /Amina Berrada.*DevOps group/ });
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');

    const identity = await page.identity();
    expect((await identity.getBackstageIdentity()).userEntityRef).toBe(amina);
  });

  it('stays the same person after a reload, until sign-out', async () => {
    const first = await open();
    await userEvent.click(
      await screen.findByRole('button', { name: /Amina Berrada/ }),
    );
    await first.identity();
    first.close();

    const second = await open();
    await (await second.identity()).signOut();
    second.close();

    await open();
    expect(
      await screen.findByRole('button', { name: /Amina Berrada/ }),
    ).toBeInTheDocument();
  });

  it('offers the choice again when the sign-in fails', async () => {
    const page = await open();
    await userEvent.click(
      await screen.findByRole('button', { name: /Salma Tazi/ }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'user:default/salma is nobody',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /Amina Berrada/ }),
    );
    expect((await (await page.identity()).getProfileInfo()).displayName).toBe(
      'Amina Berrada',
    );
  });
});
