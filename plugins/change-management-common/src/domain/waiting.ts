import { WaitingFor } from '../contract/change';
import {
  approvalRequirements,
  assessmentRequirements,
  isReviewRequired,
  isTested,
} from './requirements';
import { findOpenEnds, isLogOwed } from './steps/closing';
import { nameApprovers } from './steps/step';
import { Change, Facts } from './types';

function waiting(
  what: WaitingFor['what'],
  text: string,
  who: Partial<Pick<WaitingFor, 'roles' | 'people'>> = {},
): WaitingFor {
  return { what, text, roles: [], people: [], ...who };
}

function forAssessments(
  change: Change,
  facts: Pick<Facts, 'entities' | 'policy'>,
): WaitingFor[] {
  return assessmentRequirements(change, facts)
    .filter(({ status }) => status === 'open' || status === 'objection')
    .map(({ entityRef, owners, status }) => {
      const who = owners.length
        ? { people: owners }
        : { roles: ['changeManager' as const] };
      return status === 'objection'
        ? waiting('assessment', `An objection for ${entityRef} stands`, who)
        : waiting('assessment', `${entityRef} has to be assessed`, who);
    });
}

function forDecisions(change: Change): WaitingFor[] {
  return approvalRequirements(change)
    .filter(({ decision }) => decision?.decision !== 'approve')
    .map(requirement =>
      waiting(
        'decision',
        `${nameApprovers(requirement)} has to decide: ${requirement.rule}`,
        { roles: requirement.roles, people: requirement.people },
      ),
    );
}

function forReview(
  change: Change,
  facts: Pick<Facts, 'entities' | 'policy'>,
): WaitingFor[] {
  const retrospective =
    change.type === 'emergency'
      ? forDecisions(change).filter(
          (_w, i) =>
            approvalRequirements(change)[i]?.decision?.decision !== 'reject',
        )
      : [];
  const documentation =
    change.type === 'emergency' && change.missing.length
      ? [
          waiting(
            'completion-of-form',
            `The documentation after the fact lacks ${change.missing
              .map(({ path }) => path)
              .join(', ')}`,
            { people: [change.requestedBy] },
          ),
        ]
      : [];
  const report =
    isReviewRequired(change, facts) && !change.review
      ? [
          waiting('review', 'A post-implementation review has to be written', {
            people: [change.implementer],
            roles: ['changeManager'],
          }),
        ]
      : [];
  const log = isLogOwed(change)
    ? [
        waiting(
          'completion',
          'What was changed has to be written in the execution log',
          { people: [change.implementer] },
        ),
      ]
    : [];
  const closing = findOpenEnds(change, facts).length
    ? []
    : [
        waiting('closing', 'The change manager confirms the outcome', {
          roles: ['changeManager'],
        }),
      ];
  return [...documentation, ...retrospective, ...report, ...log, ...closing];
}

/** What is needed next, and from whom; empty once the change has ended. */
export function waitingFor(
  change: Change,
  facts: Pick<Facts, 'entities' | 'policy'>,
): WaitingFor[] {
  const held = change.hold
    ? [
        waiting('release', `On hold: ${change.hold.reason}`, {
          roles: ['changeManager'],
        }),
      ]
    : [];
  const requester = { people: [change.requestedBy] };
  const implementer = { people: [change.implementer] };
  switch (change.state) {
    case 'draft':
      return change.missing.length
        ? [
            waiting(
              'completion-of-form',
              `The form lacks ${change.missing.length} answers`,
              requester,
            ),
          ]
        : [waiting('submission', 'It has to be submitted', requester)];
    case 'assessment':
      return [...held, ...forAssessments(change, facts)];
    case 'authorization':
      return [...held, ...forDecisions(change)];
    case 'approved':
      return [
        ...held,
        waiting('schedule', 'The change manager schedules it', {
          roles: ['changeManager'],
        }),
      ];
    case 'scheduled':
      return [
        ...held,
        ...(isTested(change, facts)
          ? []
          : [
              waiting(
                'test-result',
                'It has to be tested before production',
                implementer,
              ),
            ]),
        waiting('start', 'Its implementer starts it', implementer),
      ];
    case 'implementation':
      return [
        waiting('completion', 'Its implementer carries it out', implementer),
        ...(change.type === 'emergency' ? forDecisions(change) : []),
      ];
    case 'review':
      return forReview(change, facts);
    default:
      return [];
  }
}
