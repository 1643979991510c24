import {
  assessRisk,
  ChangePreview,
  ChangeSummary,
  ChangeView,
  defaultPolicy,
  Me,
  Schedule,
  ScheduleConflict,
  ScheduledChange,
  Simulation,
  WindowWithHistory,
} from 'backstage-plugin-change-management-common';

export const orders = 'component:default/orders';

export const amina: Me = {
  userRef: 'user:default/amina',
  ownership: ['user:default/amina', 'group:default/devops'],
  roles: [],
};

/** A change in authorization; what differs is given. */
export function aChange(differences: Partial<ChangeView> = {}): ChangeView {
  return {
    id: 'CHG-1042',
    state: 'authorization',
    type: 'normal',
    category: 'database',
    title: 'Rotate the credentials of orders',
    description: 'New password in the vault',
    justification: 'The old one leaked',
    affectedEntities: [orders],
    requestedBy: amina.userRef,
    implementer: amina.userRef,
    createdAt: '2026-11-20T08:00:00.000Z',
    updatedAt: '2026-11-20T08:00:00.000Z',
    revision: 3,
    contentRevision: 2,
    rollbackPlan: {
      steps: ['Put the old password back', 'Restart orders'],
      tested: false,
    },
    links: [],
    policyVersion: '1.0',
    risk: assessRisk({}, defaultPolicy),
    impact: {
      direct: [
        {
          entityRef: orders,
          kind: 'component',
          owners: ['group:default/orders-team'],
          exists: true,
        },
      ],
      indirect: [],
      truncated: false,
    },
    conflicts: [],
    exemptions: [],
    missing: [],
    approvalRequirements: [
      {
        id: 'change-manager',
        roles: ['changeManager'],
        rule: 'The change manager reviews every change.',
        clause: '§3.2a',
        people: [],
        needed: 1,
        decisions: [],
        stale: false,
      },
    ],
    clauses: [],
    obligations: [],
    digest: '',
    assessmentRequirements: [],
    assessments: [],
    testResults: [],
    rehearsals: [],
    tasks: [],
    reviewRequired: false,
    waitingFor: [],
    allowedActions: [],
    ...differences,
  };
}

/** A row of a list. */
export function aSummary(
  differences: Partial<ChangeSummary> = {},
): ChangeSummary {
  const { id, state, type, title, affectedEntities, requestedBy } = aChange();
  const { implementer, createdAt, updatedAt } = aChange();
  return {
    id,
    state,
    type,
    title,
    affectedEntities,
    requestedBy,
    implementer,
    createdAt,
    updatedAt,
    revision: 3,
    contentRevision: 2,
    onHold: false,
    waitingFor: [],
    allowedActions: [],
    ...differences,
  };
}

/** What a preview says of these answers: the risk is the real one. */
export function aPreview(answers: Record<string, string>): ChangePreview {
  return {
    risk: assessRisk(answers, defaultPolicy),
    proposedAnswers: [],
    approvalRequirements: aChange().approvalRequirements,
    assessmentRequirements: [],
    impact: aChange().impact,
    conflicts: [],
    missing: [],
    warnings: [],
  };
}

/** A change in the schedule, on the day that tests look at. */
export function aScheduled(
  differences: Partial<ScheduledChange> = {},
): ScheduledChange {
  return {
    ...aSummary({
      state: 'scheduled',
      riskLevel: 'high',
      plannedStart: '2026-11-28T02:00:00.000Z',
      plannedEnd: '2026-11-28T03:00:00.000Z',
    }),
    overrun: false,
    ...differences,
  };
}

/** A schedule that holds nothing but what is given. */
export function aSchedule(differences: Partial<Schedule> = {}): Schedule {
  return {
    changes: [],
    windows: [],
    freezes: [],
    conflicts: [],
    truncated: false,
    ...differences,
  };
}

/** CHG-1042 and CHG-1039, two hops apart. */
export const twoHopsApart: ScheduleConflict = {
  kind: 'overlap',
  text: 'CHG-1042 overlaps CHG-1039 through orders-db → orders-api → orders.',
  changeIds: ['CHG-1042', 'CHG-1039'],
  changeId: 'CHG-1039',
  via: ['resource:default/orders-db', 'api:default/orders-api', orders],
  start: '2026-11-28T02:00:00.000Z',
  end: '2026-11-28T03:00:00.000Z',
};

/** No difference but what is given. */
export function aSimulation(differences: Partial<Simulation> = {}): Simulation {
  return {
    conflicts: { gone: [], new: [] },
    shortNotice: [],
    changesHit: [],
    ...differences,
  };
}

/** A freeze over the end of the year that this person may do everything with. */
export function aFreeze(
  differences: Partial<WindowWithHistory> = {},
): WindowWithHistory {
  return {
    id: 'WIN-7',
    kind: 'freeze',
    status: 'approved',
    title: 'End of the year',
    reason: 'Few are there to mend anything',
    start: '2026-12-24T00:00:00.000Z',
    durationMinutes: 3 * 24 * 60,
    timeZone: 'UTC',
    scope: { memberOf: { $contains: 'system:default/shop' } },
    next: {
      start: '2026-12-24T00:00:00.000Z',
      end: '2026-12-27T00:00:00.000Z',
    },
    createdBy: amina.userRef,
    createdAt: '2026-11-20T08:00:00.000Z',
    updatedAt: '2026-11-20T08:00:00.000Z',
    revision: 4,
    allowedActions: ['edit', 'retire'],
    history: [],
    ...differences,
  };
}
