/** Texts of the dialog about calendar feeds. */
export const calendar = {
  calendar: {
    title: 'Calendar feed',
    help: 'Subscribe to an address, and your own calendar program shows the changes at their times, moves them when they move, and drops what is canceled.',
    everything: 'The feed has every planned change that you may read.',
    filtered:
      'The feed has the planned changes that you may read, filtered as on this page by {{filters}}.',
    name: 'Name',
    usualName: 'Changes',
    make: 'Make a feed',
    notMade: 'It was not made',
    notRevoked: 'It was not revoked',
    copyNow:
      'Copy the address now: it is shown this once. Whoever has it reads the calendar, so keep it to yourself.',
    address: 'Address',
    copy: 'Copy the address',
    copied: 'Copied',
    google: 'Google Calendar: Other calendars → + → From URL',
    outlook: 'Outlook: Add calendar → Subscribe from web',
    apple: 'Apple Calendar: File → New Calendar Subscription',
    thunderbird: 'Thunderbird: New Calendar → On the Network',
    mine: 'My feeds',
    none: 'You have no feed yet.',
    made: 'Made',
    lastUsed: 'last used',
    neverUsed: 'not used yet',
    revoke: 'Revoke',
    revokeNamed: 'Revoke {{name}}',
    close: 'Close',
  },
} as const;
