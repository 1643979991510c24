import {
  GateAnswer,
  GateReason,
  GateReasonCode,
  GateRequest,
} from '../contract/execution';
import { ChangeState } from '../contract/words';
import { checkTrust } from '../domain/pipelines';
import { findTestGaps } from '../domain/requirements';
import { findObstaclesToStart } from '../domain/steps/starting';
import { Actor, Change, EntityFacts, Facts } from '../domain/types';
import { waitingFor } from '../domain/waiting';
import { Policy } from '../policy/schema';

/** A change that may open the gate, with what it would be judged by if it started now. */
export interface GateCandidate {
  change: Change;
  facts: Facts;
}

/** What the gate depends on besides the changes. */
export interface GateFacts {
  actor: Actor;
  /** The policy in force. */
  policy: Pick<Policy, 'testEvidence'>;
  /** What the catalog says of the entity that is asked about. */
  entity: EntityFacts;
}

/** Whether a change is needed to touch the environment (policy §2). */
export function isProduction(
  environment: string,
  { testEvidence }: Pick<Policy, 'testEvidence'>,
): boolean {
  return testEvidence.productionEnvironments.includes(environment);
}

function refusedFor(code: GateReasonCode, message: string): GateAnswer {
  return { allowed: false, reasons: [{ code, message }] };
}

/** States from the one that is nearest to opening the gate on. */
const nearness: ChangeState[] = [
  'implementation',
  'scheduled',
  'approved',
  'authorization',
  'assessment',
  'draft',
  'review',
  'rejected',
  'closed',
  'canceled',
];

function withWayOn(message: string, { change, facts }: GateCandidate): string {
  const next = waitingFor(change, facts).map(({ text }) =>
    // Some end in a rule of the policy, with its full stop.
    text.replace(/\.$/, ''),
  );
  return next.length ? `${message} Next: ${next.join('; ')}.` : message;
}

/** What is to go to production has to be what was tested (policy §4). */
function findDigestProblem(
  { change, facts }: GateCandidate,
  artifactDigest: string | undefined,
): GateReason[] {
  const waived = change.schedule?.override?.waives ?? [];
  const isOpen = findTestGaps(change, facts).length === 0;
  const gaps =
    artifactDigest && isOpen && !waived.includes('test-evidence')
      ? findTestGaps(change, facts, { artifactDigest })
      : [];
  return gaps.length
    ? [
        {
          code: 'digest-differs',
          message: `${change.id} ${gaps.join(
            ' and ',
          )}. Deploy what was tested, or test this and add the result.`,
        },
      ]
    : [];
}

function findUntested({ change, facts }: GateCandidate): GateReason[] {
  const waived = change.schedule?.override?.waives ?? [];
  const gaps = waived.includes('test-evidence')
    ? []
    : findTestGaps(change, facts);
  return gaps.length
    ? [
        {
          code: 'not-tested',
          message: `${change.id} ${gaps.join(
            ' and ',
          )}. Add a test result first.`,
        },
      ]
    : [];
}

function reasonsOf(
  candidate: GateCandidate,
  { artifactDigest }: GateRequest,
): GateReason[] {
  const { change, facts } = candidate;
  const { id, type, state, implementer } = change;
  if (state === 'implementation') {
    return [
      ...findUntested(candidate),
      ...findDigestProblem(candidate, artifactDigest),
    ];
  }
  if (type === 'emergency' && nearness.indexOf(state) < 6) {
    return [
      {
        code: 'not-started',
        message: `${id} is an emergency that has not been started. ${implementer} starts it, and then it may be deployed.`,
      },
    ];
  }
  const obstacles = findObstaclesToStart(change, facts);
  return [
    ...obstacles.map(({ code, text }) => ({
      code,
      message:
        code === 'not-approved' || code === 'not-scheduled-yet'
          ? withWayOn(`${id} is in state ${state}.`, candidate)
          : text,
    })),
    ...findDigestProblem(candidate, artifactDigest),
  ];
}

interface Judged {
  candidate: GateCandidate;
  reasons: GateReason[];
}

function distance({ change }: GateCandidate): number {
  return nearness.indexOf(change.state);
}

/** What is open comes before what is nearest, and that before what is far; of equals the one that is planned first. */
function compare(a: Judged, b: Judged): number {
  const closed = ({ reasons }: Judged) => Number(reasons.length > 0);
  const planned = ({ candidate: { change } }: Judged) =>
    change.plannedStart ?? '9';
  return (
    closed(a) - closed(b) ||
    distance(a.candidate) - distance(b.candidate) ||
    a.reasons.length - b.reasons.length ||
    planned(a).localeCompare(planned(b))
  );
}

/**
 * Whether a pipeline may go ahead: in production only where a change covers the entity directly, has started or could
 * start this moment, and was tested, with the very artefact where that is known (policy §2, §3, §4).
 */
export function decideGate(
  request: GateRequest,
  candidates: GateCandidate[],
  { actor, policy, entity }: GateFacts,
): GateAnswer {
  const { entityRef, environment, changeId } = request;
  if (!isProduction(environment, policy)) {
    return { allowed: true, reasons: [] };
  }
  if (!entity.exists) {
    return refusedFor(
      'unknown-entity',
      `${entityRef} is not in the catalog. Check the spelling, or register it.`,
    );
  }
  const mistrust = checkTrust(actor, [entityRef], { [entityRef]: entity });
  if (mistrust) {
    return refusedFor('not-entrusted', mistrust.message);
  }
  if (changeId && candidates.length === 0) {
    return refusedFor('not-found', `There is no change ${changeId}.`);
  }
  const [best] = candidates
    .filter(({ change }) => change.affectedEntities.includes(entityRef))
    .map(candidate => ({
      candidate,
      reasons: reasonsOf(candidate, request),
    }))
    .sort(compare);
  if (best) {
    const { id } = best.candidate.change;
    const { reasons } = best;
    return { allowed: reasons.length === 0, changeId: id, reasons };
  }
  return changeId
    ? {
        ...refusedFor(
          'wrong-entity',
          `${changeId} does not affect ${entityRef} directly. Name the change that does, or have its requester add the entity.`,
        ),
        changeId: candidates[0].change.id,
      }
    : refusedFor(
        'no-change',
        `No change covers ${entityRef} in ${environment}. Request one, and have it approved and scheduled.`,
      );
}
