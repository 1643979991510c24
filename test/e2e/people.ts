import { Browser, expect, Page } from '@playwright/test';
import { ChangeManagementClient } from 'backstage-plugin-change-management-common';
import { baseUrl } from './address';

/** People of the demo organisation, by the name on their card. */
export const people = {
  amina: 'Amina Berrada',
  youssef: 'Youssef Amrani',
  salma: 'Salma Tazi',
  rachid: 'Rachid',
  karim: 'Karim El Idrissi',
  nadia: 'Nadia',
  hind: 'Hind',
  ghita: 'Ghita',
  meryem: 'Meryem Skalli',
} as const;

export type Person = keyof typeof people;

/** A window of their own, signed in through the card. */
export async function signIn(browser: Browser, person: Person): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: people[person] }).click();
  await expect(page.getByRole('link', { name: 'Changes' })).toBeVisible();
  return page;
}

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
