/** Texts of the pages beside the list of changes. */
export const sections = {
  section: {
    title: 'Change management',
    changes: 'Changes',
    delegations: 'Delegations',
  },
  delegation: {
    help: 'While somebody is away, their delegate decides and assesses for them, and every decision says so. Nobody decides for the requester or the implementer of a change.',
    new: 'Delegate',
    forWhom: 'For',
    forMyself: 'Myself, unless somebody else is named',
    delegate: 'Delegate to',
    from: 'From',
    until: 'Until',
    reason: 'Reason',
    save: 'Delegate',
    notSaved: 'It was not saved',
    list: 'Delegations',
    who: 'Away',
    period: 'From – until',
    status: 'Status',
    none: 'Nobody stands in for anybody',
    noneMore:
      'Delegate your approvals before you leave, so that no change waits for you.',
    revoke: 'Revoke',
    revoked: 'revoked by',
    isNeeded: 'is needed',
    upcoming: 'Upcoming',
    active: 'Active',
    ended: 'Ended',
    revokedStatus: 'Revoked',
  },
} as const;
