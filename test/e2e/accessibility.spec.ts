import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';
import { clientOf } from './people';
import { rollingBack } from './prepare';

async function axe(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .include('main')
    .analyze();
  return violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ target }) => target.join(' ')),
  }));
}

for (const theme of ['light', 'dark']) {
  for (const width of [1280, 400]) {
    test.describe(`${theme}, ${width} px`, () => {
      test.use({ viewport: { width, height: 800 } });

      test(`axe finds nothing in the main part of any page`, async ({
        page,
      }) => {
        const salma = await clientOf('salma');
        const { items } = await salma.listChanges({
          state: 'authorization',
          limit: 1,
        });
        const { items: configuration } = await salma.configuration.listItems({
          entityRef: 'component:default/payments-api',
          limit: 1,
        });
        const item = `/change-management/configuration/${configuration[0].id}`;
        const { items: proposing } = await salma.listChanges({
          q: 'wallet payments',
          limit: 1,
        });
        const proposal = `/change-management/changes/${proposing[0].id}`;
        const change = `/change-management/changes/${items[0].id}`;
        const running = await rollingBack();
        const { items: monthly } = await salma.reviews.list({
          kind: 'monthly',
        });
        const { items: quarterly } = await salma.reviews.list({
          kind: 'quarterly',
        });
        const pages: [path: string, shows: RegExp][] = [
          ['/change-management?view=for-me', /Fraud check/],
          ['/change-management?view=all', /Release/],
          ['/change-management/new', /What and why/],
          [change, /What is missing/],
          [`/change-management/changes/${running.id}`, /Begun by/],
          [`${change}?tab=timeline`, /submitted/i],
          [`${change}?tab=impact`, /direct/i],
          [`${change}?tab=policy`, /Change Request Process/],
          [`${change}?tab=audit`, /hash/i],
          [`${proposal}?tab=configuration`, /wallets:/],
          [item, /capturesPerSecond/],
          [`${item}?version=2&against=1`, /capturesPerSecond: 80/],
          ['/change-management/policy', /Change Request Process/],
          ['/change-management/policy?view=roles', /security manager/i],
          ['/change-management/policy/amend', /Findings/],
          ['/change-management/compliance', /Clause by clause/],
          ['/change-management/models', /model/i],
          ['/change-management/delegations', /Delegate/],
          ['/change-management/deployments', /had a change behind/],
          ['/change-management/deployments?view=unauthorized', /Settled ones/],
          ['/change-management/incidents', /people decide/],
          ['/change-management/incidents/new', /Major incident/],
          ['/change-management/incidents/INC-13', /What caused it/],
          ['/change-management/figures', /How well history predicts/],
          ['/change-management/reviews', /Monthly review/],
          [`/change-management/reviews/${monthly[0].id}`, /Changes drawn/],
          [`/change-management/reviews/${quarterly[0].id}`, /before/],
          ['/change-management/schedule?view=month', /Conflicts/],
          ['/change-management/schedule?view=week', /Conflicts/],
          ['/change-management/schedule?view=list', /Conflicts/],
          ['/change-management/windows', /freeze beats/],
          ['/change-management/windows/new', /Time zone/],
          ['/change-management/changes/CHG-999999', /CHG-999999/],
          ['/catalog/default/component/payments-api/changes', /History/],
          ['/catalog/default/system/payments/changes', /History/],
        ];
        await page.addInitScript(
          name => localStorage.setItem('theme', name),
          theme,
        );
        await page.goto('/');
        const card = page.getByRole('button', { name: 'Salma Tazi' });
        await card.click();
        await expect(card).toBeHidden();
        for (const [path, shows] of pages) {
          await page.goto(path);
          await expect(
            page
              .getByRole('main')
              .getByText(shows)
              .filter({ visible: true })
              .first(),
          ).toBeVisible();
          expect({ path, found: await axe(page) }).toEqual({ path, found: [] });
          const overflow = await page
            .getByRole('main')
            .evaluate(main => main.scrollWidth - main.clientWidth);
          expect({ path, wider: overflow > 1 }).toEqual({ path, wider: false });
        }
      });
    });
  }
}
