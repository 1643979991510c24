import { RECORD_DAYS, RiskMeasures } from '../measures';
import { count, distinct, Grade, pointsAt } from './finding';

export const gradeOverlaps: Grade = (
  { overlaps: steps },
  _content,
  { measures },
) => {
  const overlaps = distinct(
    (measures?.overlaps ?? []).map(({ changeId }) => changeId),
  ).length;
  return {
    id: 'overlaps',
    label: 'Changes at the same time',
    points: pointsAt(steps, overlaps),
    because: `${count(
      overlaps,
      'other change of the same entities is',
      'other changes of the same entities are',
    )} planned for the same time.`,
  };
};

function closedWith(
  { failures }: RiskMeasures,
  isMeant: (code: RiskMeasures['failures'][number]['closeCode']) => boolean,
): number {
  return distinct(
    failures
      .filter(({ closeCode }) => isMeant(closeCode))
      .map(({ changeId }) => changeId),
  ).length;
}

export const gradeFailures: Grade = (
  { failures: steps },
  _content,
  { measures },
) => {
  if (!measures) {
    return undefined;
  }
  const withIssues = closedWith(measures, c => c === 'successful-with-issues');
  const failed = closedWith(measures, c => c !== 'successful-with-issues');
  return {
    id: 'failures',
    label: 'Failed changes',
    points: pointsAt(steps, failed + withIssues / 2),
    because: `In the last ${RECORD_DAYS} days ${count(
      failed,
      'change',
      'changes',
    )} of the same entities failed, and ${withIssues} had issues.`,
  };
};

export const gradeIncidents: Grade = (
  { incidents: steps },
  _content,
  { measures },
) => {
  const incidents = distinct(
    (measures?.incidents ?? []).map(({ incidentId }) => incidentId),
  ).length;
  return {
    id: 'incidents',
    label: 'Incidents',
    points: pointsAt(steps, incidents),
    because: `The same entities had ${count(
      incidents,
      'incident',
      'incidents',
    )} in the last ${RECORD_DAYS} days.`,
  };
};
