import { expect } from '@playwright/test';
import { clientOf } from './people';

/** Waits until the demo changes are all there; the journeys look at them. */
export default async function ready() {
  let last = -1;
  await expect
    .poll(
      async () => {
        try {
          const client = await clientOf('hind');
          const { totalItems = 0 } = await client.listChanges({
            totalItems: 'include',
            limit: 1,
          });
          const settled = totalItems > 80 && totalItems === last;
          last = totalItems;
          return settled;
        } catch {
          return false;
        }
      },
      { timeout: 240_000, intervals: [1_000] },
    )
    .toBe(true);
}
