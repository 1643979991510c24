import { ApprovalRequirement, Decision } from '../../contract/judgement';
import { Change } from '../types';
import { approvalRequirements, assessmentRequirements } from '../requirements';
import { nameApprovers, nameRoles } from '../steps/step';
import { met, notApplicable, open, quote, Read, timeOf } from './reading';

function asWhom({ roles }: ApprovalRequirement, decision: Decision): string {
  const held = roles.filter(role => decision.roles.some(h => h.role === role));
  const capacity = held.length ? ` as ${nameRoles(held)}` : '';
  const absent = decision.onBehalfOf ? ` for ${decision.onBehalfOf}` : '';
  return `${capacity}${absent}`;
}

function wanted(requirement: ApprovalRequirement): string {
  const { decision, decisions, stale } = requirement;
  if (decision) {
    const { by, at, comment } = decision;
    const did = decision.decision === 'reject' ? 'refused it' : 'sent it back';
    return `${by} ${did} on ${timeOf(at)}${asWhom(requirement, decision)}${
      comment && `: ${quote(comment)}`
    }`;
  }
  const again = stale
    ? ' again, as the catalog has changed since'
    : decisions.map(({ by }) => `, besides ${by}`).join('');
  return `${nameApprovers(requirement)} has to approve it${again}`;
}

function given(requirement: ApprovalRequirement): string {
  const outdated = requirement.stale
    ? ', some of it before the catalog changed'
    : '';
  const { decision, decisions } = requirement;
  return `${(decisions.length ? decisions : [decision!])
    .map(
      each =>
        `${each.by} approved on ${timeOf(each.at)}${asWhom(requirement, each)}`,
    )
    .join(', ')}${outdated}`;
}

function sentence(parts: string[]): string {
  const text = `${parts.join('; ')}.`;
  // A ref stays as it is.
  return text.startsWith('the ') ? `T${text.slice(1)}` : text;
}

function readApprovals(requirements: ApprovalRequirement[]) {
  const unmet = requirements.filter(
    ({ decision }) => decision?.decision !== 'approve',
  );
  return unmet.length
    ? open(sentence(unmet.map(wanted)))
    : met(sentence(requirements.map(given)));
}

/** The approvals that the policy's rules ask for under this clause. */
export const approval: Read = (change, _facts, clause) => {
  const asked = approvalRequirements(change).filter(r => r.clause === clause);
  return asked.length
    ? readApprovals(asked)
    : notApplicable('No rule of this clause asks for an approval of it.');
};

/** Whichever clause asks for them: an emergency needs all of its approvals after the fact, where not before. */
export const retrospectiveApproval: Read = (change, { policy }) => {
  const reading = readApprovals(approvalRequirements(change));
  const { dueHours } = policy.deadlines.retrospectiveApproval;
  return reading.status === 'open' && change.actualStart
    ? open(
        `${quote(reading.evidence)}; due within ${dueHours} hours of ${timeOf(
          change.actualStart,
        )}.`,
      )
    : reading;
};

function stated({ assessments }: Change, entityRef: string): string[] {
  return assessments
    .filter(assessment => assessment.entityRef === entityRef)
    .map(
      ({ by, at, objection }) =>
        `${by} ${
          objection ? 'objected' : 'assessed the impact'
        } for ${entityRef} on ${timeOf(at)}`,
    );
}

export const ownerAssessment: Read = (change, facts) => {
  const asked = assessmentRequirements(change, facts);
  const unmet = asked.filter(
    ({ status }) => status === 'open' || status === 'objection',
  );
  const done = asked.filter(({ status }) => status === 'done');
  if (unmet.length) {
    return open(
      sentence(
        unmet.map(({ entityRef, owners, status }) => {
          const who = owners.length
            ? owners.join(' or ')
            : 'the change manager';
          return status === 'objection'
            ? `${stated(change, entityRef)}, which has to be answered`
            : `${who} has to assess the impact for ${entityRef}`;
        }),
      ),
    );
  }
  return done.length
    ? met(sentence(done.flatMap(({ entityRef }) => stated(change, entityRef))))
    : notApplicable(
        [...new Set(asked.map(({ because }) => because))].join(' '),
      );
};
