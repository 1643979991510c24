import {
  approvalRequirements,
  assessmentRequirements,
  Change,
  Facts,
} from 'backstage-plugin-change-management-common';

/**
 * Somebody who has to do with a change: an owner of what it touches, a role or a person (an approver, if they are not to be
 * involved) that it waits for, or a person who has decided on it or for whom somebody has.
 */
export interface Party {
  kind:
    | 'owner'
    | 'awaited-role'
    | 'awaited-approver'
    | 'awaited-person'
    | 'decided';
  subject: string;
}

function awaitedAssessors(
  change: Change,
  facts: Pick<Facts, 'entities' | 'policy'>,
): Party[] {
  return assessmentRequirements(change, facts)
    .filter(({ status }) => status === 'open' || status === 'objection')
    .flatMap(({ owners, status }) => {
      const parties: Party[] = owners.map(subject => ({
        kind: 'awaited-person',
        subject,
      }));
      if (status === 'objection' || owners.length === 0) {
        parties.push({ kind: 'awaited-role', subject: 'changeManager' });
      }
      return parties;
    });
}

function awaitedDeciders(change: Change): Party[] {
  return approvalRequirements(change).flatMap(
    ({ roles, people, decision }): Party[] => {
      if (!decision) {
        return [
          ...roles.map(subject => ({ kind: 'awaited-role' as const, subject })),
          ...people.map(subject => ({
            kind: 'awaited-approver' as const,
            subject,
          })),
        ];
      }
      // Only after the fact: whoever asked for changes is the one who can settle it.
      return decision.decision === 'request-changes'
        ? [{ kind: 'awaited-person', subject: decision.by }]
        : [];
    },
  );
}

function awaited(
  change: Change,
  facts: Pick<Facts, 'entities' | 'policy'>,
): Party[] {
  if (change.hold) {
    return [];
  }
  switch (change.state) {
    case 'assessment':
      return awaitedAssessors(change, facts);
    case 'authorization':
      return awaitedDeciders(change);
    case 'implementation':
    case 'review':
      return change.type === 'emergency' ? awaitedDeciders(change) : [];
    default:
      return [];
  }
}

/** Owners of the affected entities, as they were when the form was last judged. */
export function ownersOf(change: Pick<Change, 'impact'>): string[] {
  return [...new Set(change.impact.direct.flatMap(({ owners }) => owners))];
}

/** Everybody who has to do with a change, each once, in a fixed order. */
export function partiesOf(
  change: Change,
  facts: Pick<Facts, 'entities' | 'policy'>,
): Party[] {
  const parties: Party[] = [
    ...ownersOf(change).map(subject => ({ kind: 'owner' as const, subject })),
    ...awaited(change, facts),
    ...change.decisions
      .flatMap(({ by, onBehalfOf }) => (onBehalfOf ? [by, onBehalfOf] : [by]))
      .map(subject => ({ kind: 'decided' as const, subject })),
  ];
  const byKey = new Map(parties.map(p => [`${p.kind} ${p.subject}`, p]));
  return [...byKey.keys()].sort().map(key => byKey.get(key)!);
}
