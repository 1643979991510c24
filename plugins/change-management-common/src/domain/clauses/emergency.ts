import { findMissingEmergency } from '../judge';
import { met, open, Read, timeOf } from './reading';

export const emergencyReason: Read = (change, { policy }) => {
  const { emergency, requestedBy, createdAt } = change;
  const gaps = findMissingEmergency(change, policy);
  return emergency && gaps.length === 0
    ? met(
        `${requestedBy} named ${emergency.reason} and incident ${
          emergency.incidentRef
        } in the form of ${timeOf(createdAt)}.`,
      )
    : open(
        `${gaps
          .map(({ message }) => message)
          .join(' ')} That is for ${requestedBy} to do.`,
      );
};

/** The whole form, save what must be there before the start. */
export const documentationAfterTheFact: Read = (change, { policy }) => {
  const { requestedBy, implementer, actualStart } = change;
  const missing = change.missing.filter(
    ({ path }) => !path.startsWith('emergency.'),
  );
  if (missing.length === 0) {
    return met(
      `The form of ${requestedBy} of ${timeOf(
        change.createdAt,
      )} is complete, its justification included.`,
    );
  }
  const due = actualStart
    ? `, due within ${
        policy.deadlines.documentation.dueHours
      } hours of ${timeOf(actualStart)}`
    : '';
  return open(
    `${requestedBy} or ${implementer} has to add ${missing
      .map(({ path }) => path)
      .join(', ')}${due}.`,
  );
};
