import { WaitingFor } from '../contract/change';
import {
  approvalRequirements,
  assessmentRequirements,
  isReviewRequired,
  isTested,
} from './requirements';
import { currentStep, findRehearsalGap, isRollbackOpen } from './rollback';
import { findOpenEnds, isLogOwed } from './steps/closing';
import { findStaleProposals } from './steps/configuration';
import { nameApprovers } from './steps/step';
import { countTasks, dueTasks } from './tasks';
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

function forTasks(change: Change): WaitingFor[] {
  const tasks = dueTasks(change);
  return tasks.length
    ? [
        waiting(
          'task',
          `${countTasks(tasks)} ${tasks.length === 1 ? 'is' : 'are'} open`,
          { people: [...new Set(tasks.map(({ assignee }) => assignee))] },
        ),
      ]
    : [];
}

function forRehearsal(
  change: Change,
  facts: Pick<Facts, 'policy' | 'now'>,
): WaitingFor[] {
  const gap = findRehearsalGap(change, facts);
  return gap && !change.schedule?.override?.waives.includes('rehearsal')
    ? [waiting('rehearsal', gap, { people: [change.implementer] })]
    : [];
}

function forConfiguration(
  change: Change,
  facts: Pick<Facts, 'configuration'>,
): WaitingFor[] {
  const stale = findStaleProposals(change, facts);
  return stale
    ? [waiting('configuration', stale, { people: [change.implementer] })]
    : [];
}

/** The steps of a rollback that was begun, and then its end. */
function forRollback({ rollbackRun, implementer }: Change): WaitingFor[] {
  const index = currentStep(rollbackRun!);
  const { steps } = rollbackRun!;
  const { owner = implementer, status } = steps[index] ?? {};
  const failed = status === 'failed' ? ', and failed' : '';
  return [
    waiting(
      'rollback',
      index < 0
        ? 'Its implementer ends the rollback'
        : `It is being rolled back: step ${index + 1} of ${
            steps.length
          }${failed}`,
      { people: [owner] },
    ),
  ];
}

/** What is needed next, and from whom; empty once the change has ended. */
export function waitingFor(
  change: Change,
  facts: Pick<Facts, 'entities' | 'policy' | 'now' | 'configuration'>,
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
        ...forTasks(change),
        ...forRehearsal(change, facts),
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
        ...(isRollbackOpen(change)
          ? forRollback(change)
          : [
              ...forTasks(change),
              ...forConfiguration(change, facts),
              waiting(
                'completion',
                'Its implementer carries it out',
                implementer,
              ),
            ]),
        ...(change.type === 'emergency' ? forDecisions(change) : []),
      ];
    case 'review':
      return isRollbackOpen(change)
        ? forRollback(change)
        : [...forTasks(change), ...forReview(change, facts)];
    default:
      return [];
  }
}
