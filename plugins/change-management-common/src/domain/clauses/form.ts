import { findUnknownEntities } from '../judge';
import { Change } from '../types';
import { met, notApplicable, open, Read, timeOf } from './reading';

/** Whose form it is, and since when it stands. */
function formOf({ requestedBy, submittedAt }: Change): string {
  return submittedAt
    ? `the form of ${requestedBy} was submitted on ${timeOf(submittedAt)}`
    : `${requestedBy} has not submitted the form yet`;
}

function writers({ requestedBy, implementer }: Change): string {
  return `its requester (${requestedBy}) or implementer (${implementer})`;
}

function lacks(change: Change, messages: string[]) {
  return open(`${messages.join(' ')} That is for ${writers(change)} to do.`);
}

export const requestForm: Read = change =>
  change.submittedAt && change.state !== 'draft'
    ? met(
        `The form of ${change.requestedBy} was submitted on ${timeOf(
          change.submittedAt,
        )}.`,
      )
    : open(`The form has to be submitted by ${writers(change)}.`);

/** The fields that the policy makes mandatory under this clause. */
export const mandatoryFields: Read = (change, { policy }, clause) => {
  const paths = policy.mandatoryFields
    .filter(field => field.clause === clause)
    .map(({ path }) => path);
  const missing = change.missing.filter(({ path }) => paths.includes(path));
  if (paths.length === 0) {
    return notApplicable('The policy makes no field mandatory for this.');
  }
  return missing.length
    ? lacks(
        change,
        missing.map(({ message }) => message),
      )
    : met(`Filled in: ${paths.join(', ')}; ${formOf(change)}.`);
};

/** Once submitted, a system stays named, even where the catalog has lost it since. */
export const affectedSystems: Read = (change, facts) => {
  const unknown =
    change.state === 'draft' && findUnknownEntities(change, facts);
  return unknown && unknown.length
    ? lacks(
        change,
        unknown.map(({ message }) => message),
      )
    : met(`Named: ${change.affectedEntities.join(', ')}; ${formOf(change)}.`);
};

export const riskAssessment: Read = change => {
  const { level, complete, override } = change.risk;
  if (!complete) {
    return lacks(change, ['The questions on risk have to be answered.']);
  }
  const set = override
    ? `, set by ${override.by} on ${timeOf(override.at)}`
    : '';
  return met(`The risk is ${level}${set}; ${formOf(change)}.`);
};
