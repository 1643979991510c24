import { expect, Page } from '@playwright/test';
import {
  ChangeFormInput,
  ChangeView,
} from 'backstage-plugin-change-management-common';
import { clientOf, test } from './people';
import { images } from './pictures';
import { authorizedBy, lowRiskForm } from './prepare';
import { openChange, take } from './steps';

const minute = 60_000;
const day = 24 * 60 * minute;

/** A time on the hour (UTC), some days from now. */
function at(days: number, hour: number): Date {
  const time = new Date(Date.now() + days * day);
  time.setUTCHours(hour, 0, 0, 0);
  return time;
}

function planned(
  entityRef: string,
  title: string,
  start: Date,
): ChangeFormInput {
  return {
    ...lowRiskForm,
    title: `${title} ${Date.now()}`,
    affectedEntities: [entityRef],
    plannedStart: start.toISOString(),
    plannedEnd: new Date(start.getTime() + 60 * minute).toISOString(),
  };
}

/** A change of Amina's that Salma approved and put into its time. */
async function scheduled(form: ChangeFormInput): Promise<ChangeView> {
  const { id } = await authorizedBy('youssef', form);
  const salma = await clientOf('salma');
  await salma.takeStep('decideChange', id, { decision: 'approve' });
  return salma.takeStep('scheduleChange', id, {
    plannedStart: form.plannedStart!,
    plannedEnd: form.plannedEnd!,
    override: { reason: 'Agreed with everybody whom it touches' },
  });
}

/** A time as the fields of a window take it. */
function typed(time: Date): string {
  return time
    .toLocaleString('sv-SE', { timeZone: 'Africa/Casablanca' })
    .slice(0, 16);
}

async function openSchedule(page: Page, query: Record<string, string>) {
  await page.goto(`/change-management/schedule?${new URLSearchParams(query)}`);
  await expect(page.getByRole('heading', { name: 'Conflicts' })).toBeVisible();
}

test('a conflict through two hops is shown with its path on both changes', async ({
  signIn,
}) => {
  const amina = await clientOf('amina');
  const start = at(40, 3);
  const forms = [
    planned('resource:default/payments-db', 'Upgrade the database', start),
    planned('component:default/orders', 'Release orders', start),
  ];
  const ids: string[] = [];
  for (const form of forms) {
    const { id } = await amina.createChange(form);
    await amina.takeStep('submitChange', id, {});
    ids.push(id);
  }

  const page = await signIn('amina');
  for (const [own, other] of [ids, [...ids].reverse()]) {
    await openChange(page, own);
    const conflict = page
      .getByRole('region', { name: 'What is missing' })
      .getByRole('listitem')
      .filter({ hasText: other });
    await expect(conflict).toContainText(/through/);
    await expect(conflict.getByRole('link', { name: other })).toBeVisible();
    for (const name of ['payments-db', 'payments-api', 'orders']) {
      await expect(
        conflict.locator(`a[href$="/${name}"]`).first(),
      ).toBeVisible();
    }
  }

  await openSchedule(page, {
    view: 'list',
    date: start.toISOString().slice(0, 10),
    entityRef: 'resource:default/payments-db',
    scope: 'dependencies',
  });
  const conflicts = page.getByRole('region', { name: /^Conflicts/ });
  for (const id of ids) {
    await expect(
      conflicts.getByRole('link', { name: id }).first(),
    ).toBeVisible();
  }
});

test('a freeze is drafted, previewed and enforced, and one change exempted', async ({
  signIn,
}) => {
  const start = at(50, 3);
  const change = await scheduled(
    planned('component:default/payments-sdk', 'Release the SDK', start),
  );
  const salma = await signIn('salma');
  await salma.goto('/change-management/windows');
  await salma.getByRole('button', { name: 'New window or freeze' }).click();
  const title = `Audit week ${Date.now()}`;
  await salma.getByLabel('Title', { exact: true }).fill(title);
  await salma.getByLabel('Reason', { exact: true }).fill('Auditors are here');
  await salma.getByLabel('Start', { exact: true }).fill(typed(at(49, 8)));
  await salma.getByLabel('End', { exact: true }).fill(typed(at(52, 8)));
  await salma
    .getByLabel('For', { exact: true })
    .selectOption({ label: 'Single entities' });
  await salma.getByRole('combobox', { name: 'Entities' }).fill('payments-sdk');
  await salma
    .getByRole('option', { name: /payments.sdk/i })
    .first()
    .click();
  await salma.getByRole('button', { name: 'Save as draft' }).click();

  const preview = salma.getByRole('region', { name: 'What it would mean' });
  await expect(
    preview.getByRole('link', { name: new RegExp(change.id) }).first(),
  ).toBeVisible();
  await expect(preview.getByText('Would be put on hold')).toBeVisible();
  const client = await clientOf('salma');
  expect((await client.getChange(change.id)).hold).toBeUndefined();

  await salma.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(salma.getByText('In force').first()).toBeVisible();

  await openChange(salma, change.id);
  await expect(salma.getByText('On hold').first()).toBeVisible();
  await take(salma, 'Release', {
    Reason: 'The auditors asked for this very release',
  });
  await expect(salma.getByText('On hold', { exact: true })).toHaveCount(0);
  await salma.getByRole('tab', { name: 'Timeline' }).click();
  await expect(
    salma.getByText('The auditors asked for this very release').first(),
  ).toBeVisible();

  // It binds other journeys no longer.
  const { items } = await client.schedule.listWindows({ limit: 200 });
  const freeze = items.find(window => window.title === title)!;
  await client.schedule.retireWindow(freeze.id);
});

test('a change is dragged, the difference shown, and only then saved', async ({
  signIn,
}) => {
  const start = at(60, 10);
  const change = await scheduled(
    planned('component:default/payments-sdk', 'Publish the SDK', start),
  );
  const salma = await signIn('salma');
  await openSchedule(salma, {
    view: 'day',
    date: start.toISOString().slice(0, 10),
    entityRef: 'component:default/payments-sdk',
  });
  const bar = salma.getByRole('link', { name: new RegExp(change.title) });
  await bar.evaluate(element => element.scrollIntoView({ block: 'center' }));
  const box = (await bar.boundingBox())!;
  await salma.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await salma.mouse.down();
  // Two hours: a bar of one hour is as high as an hour.
  await salma.mouse.move(box.x + box.width / 2, box.y + box.height * 2.5 + 4, {
    steps: 12,
  });
  await salma.mouse.up();

  const panel = salma.getByRole('region', {
    name: new RegExp(`^Move ${change.id}`),
  });
  await expect(panel).toBeVisible();
  await expect(panel.getByText(/Nothing is saved yet/)).toBeVisible();
  const client = await clientOf('salma');
  const before = await client.getChange(change.id);
  expect(before.plannedStart).toBe(change.plannedStart);
  await expect(
    panel.getByText(/makes no difference|Conflicts|Notice/).first(),
  ).toBeVisible();

  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(panel).toBeHidden();
  const after = await client.getChange(change.id);
  expect(Date.parse(after.plannedStart!)).toBeGreaterThan(
    Date.parse(change.plannedStart!) + 60 * minute,
  );
});

// With UPDATE_IMAGES=1 the picture of the documentation is taken anew.
test('picture of the schedule', async ({ signIn }) => {
  const salma = await signIn('salma');
  await salma.setViewportSize({ width: 1280, height: 900 });
  await openSchedule(salma, { view: 'month' });
  await expect(salma.getByRole('grid').first()).toBeVisible();
  await salma.screenshot({ path: `${images}/schedule.png` });
});
