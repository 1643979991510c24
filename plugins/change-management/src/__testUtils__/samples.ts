import {
  assessRisk,
  ChangePreview,
  ChangeSummary,
  ChangeView,
  defaultPolicy,
  Me,
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
    approvalRequirements: aChange().approvalRequirements,
    assessmentRequirements: [],
    impact: aChange().impact,
    conflicts: [],
    missing: [],
    warnings: [],
  };
}
