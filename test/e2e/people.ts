import { BrowserContext, Page, test as base } from '@playwright/test';
import { ChangeManagementClient } from 'backstage-plugin-change-management-common';
import { baseUrl } from './address';

/**
 * A journey of several people. `signIn` opens a window for one of the demo organisation, who has been here before: the
 * portal remembers whom they chose. The windows are closed at the journey's end, or they would go on asking for news
 * during all that follow.
 */
export const test = base.extend<{ signIn(person: string): Promise<Page> }>({
  signIn: async ({ browser }, use) => {
    const windows: BrowserContext[] = [];
    await use(async person => {
      const value = `user:default/${person}`;
      const localStorage = [{ name: 'portal.persona', value }];
      const window = await browser.newContext({
        storageState: {
          cookies: [],
          origins: [{ origin: baseUrl, localStorage }],
        },
      });
      windows.push(window);
      return window.newPage();
    });
    await Promise.all(windows.map(window => window.close()));
  },
});

/** The API as this person, for what a journey only prepares. */
export async function clientOf(
  person: string,
): Promise<ChangeManagementClient> {
  const response = await fetch(`${baseUrl}/api/auth/persona/refresh`, {
    headers: { 'x-persona': `user:default/${person}` },
  });
  const { backstageIdentity } = await response.json();
  return new ChangeManagementClient({
    discovery: { getBaseUrl: async id => `${baseUrl}/api/${id}` },
    fetch: (input, init) =>
      fetch(input, {
        ...init,
        headers: {
          ...init?.headers,
          Authorization: `Bearer ${backstageIdentity.token}`,
        },
      }),
  });
}
