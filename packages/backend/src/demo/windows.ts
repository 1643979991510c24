import { WindowFormInput } from 'backstage-plugin-change-management-common';

const day = 86_400_000;
const timeZone = 'Africa/Casablanca';

function at(now: number, days: number, hour: number): string {
  return new Date(
    now - (now % day) + days * day + hour * 3_600_000,
  ).toISOString();
}

/** Windows and freezes of the demo organisation. */
export function windowsOf(now: number): WindowFormInput[] {
  return [
    {
      kind: 'maintenance',
      title: 'Nights of the databases',
      reason: 'Few clients order or pay at night.',
      start: at(now, -200, 20),
      durationMinutes: 6 * 60,
      rrule: 'FREQ=DAILY',
      timeZone,
      scope: { kind: 'Resource', type: 'database' },
    },
    {
      kind: 'freeze',
      title: 'Year-end closing',
      reason: 'Accounting closes the books; nothing that bills may change.',
      start: at(now, 24, 0),
      durationMinutes: 10 * 24 * 60,
      timeZone,
      scope: { memberOf: { $contains: 'system:default/invoicing' } },
    },
    {
      kind: 'freeze',
      status: 'draft',
      title: 'Weekend of the big sale',
      reason: 'Ten times the usual orders are expected.',
      start: at(now, 1, 12),
      durationMinutes: 3 * 24 * 60,
      timeZone,
      scope: {
        $any: [
          { memberOf: { $contains: 'system:default/orders' } },
          { memberOf: { $contains: 'system:default/storefront' } },
        ],
      },
    },
  ];
}
