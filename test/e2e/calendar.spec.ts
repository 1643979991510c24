import { expect } from '@playwright/test';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { clientOf, test } from './people';
import { authorizedBy, lowRiskForm } from './prepare';

const hour = 60 * 60 * 1000;

/** When two independent programs would show the event of this change. */
function startsIn(feed: string, title: string): (string | undefined)[] {
  const calendar = new ICAL.Component(ICAL.parse(feed));
  const event = calendar
    .getAllSubcomponents('vevent')
    .map(component => new ICAL.Event(component))
    .find(({ summary }) => summary.includes(title));
  const other = Object.values(nodeIcal.sync.parseICS(feed)).find(
    item => item?.type === 'VEVENT' && `${item.summary}`.includes(title),
  );
  return [
    event?.startDate.toJSDate().toISOString(),
    other?.type === 'VEVENT' ? other.start.toISOString() : undefined,
  ];
}

test('a feed of the schedule is read by calendar programs until it is revoked', async ({
  signIn,
}) => {
  const title = `Move the nightly job ${Date.now()}`;
  const start = new Date(Date.now() + 60 * 24 * hour);
  start.setUTCMinutes(30, 0, 0);
  const form = {
    ...lowRiskForm,
    title,
    plannedStart: start.toISOString(),
    plannedEnd: new Date(start.getTime() + hour).toISOString(),
  };
  const { id } = await authorizedBy('youssef', form);
  const salma = await clientOf('salma');
  await salma.takeStep('decideChange', id, { decision: 'approve' });
  await salma.takeStep('scheduleChange', id, {
    plannedStart: form.plannedStart,
    plannedEnd: form.plannedEnd,
    override: { reason: 'Agreed with everybody whom it touches' },
  });

  const page = await signIn('amina');
  await page.goto('/change-management/schedule');
  await page.getByRole('button', { name: 'Calendar feed' }).click();
  const dialog = page.getByRole('dialog', { name: 'Calendar feed' });
  const name = `On my phone ${Date.now()}`;
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByRole('button', { name: 'Make a feed' }).click();
  const address = await dialog
    .getByLabel('Address', { exact: true })
    .inputValue();
  await page.screenshot({ path: test.info().outputPath('feed.png') });

  // As a calendar program, which is not signed in.
  const feed = await fetch(address);
  expect(feed.headers.get('content-type')).toMatch(/^text\/calendar/);
  const at = start.toISOString();
  expect(startsIn(await feed.text(), title)).toEqual([at, at]);

  await dialog.getByRole('button', { name: `Revoke ${name}` }).click();
  await expect(
    dialog.getByRole('button', { name: `Revoke ${name}` }),
  ).toBeHidden();
  expect((await fetch(address)).status).toBe(404);
});
