import { touches } from '../periods';
import { count, Grade, pointsAt } from './finding';

export const gradeCategory: Grade = ({ category: points }, { category }) =>
  category && {
    id: 'category',
    label: 'Category',
    points: points[category] ?? 0,
    because: `It is a change of the category ${category}.`,
  };

export const gradeDowntime: Grade = ({ downtimeMinutes: steps }, content) => {
  const { expectedDowntimeMinutes: minutes } = content;
  return minutes === undefined
    ? undefined
    : {
        id: 'downtime',
        label: 'Downtime',
        points: pointsAt(steps, minutes),
        because: `${count(
          minutes,
          'minute',
          'minutes',
        )} of downtime are expected.`,
      };
};

export const gradeRollback: Grade = ({ untestedRollback }, { rollbackPlan }) =>
  rollbackPlan && {
    id: 'rollback',
    label: 'Rollback',
    points: rollbackPlan.tested ? 0 : untestedRollback,
    because: 'The rollback plan has not been tried.',
  };

export const gradeLeadTime: Grade = (
  { leadTimeHours },
  { plannedStart },
  { now },
) => {
  if (!plannedStart) {
    return undefined;
  }
  const hours = (Date.parse(plannedStart) - Date.parse(now)) / 3_600_000;
  const reached = leadTimeHours.filter(({ below }) => hours < below);
  return {
    id: 'lead-time',
    label: 'Lead time',
    points: Math.max(0, ...reached.map(({ points }) => points)),
    because:
      hours < 0
        ? 'Its planned start has passed.'
        : `It is to start in ${count(
            Math.floor(hours),
            'hour',
            'hours',
          )}, less than ${Math.min(
            ...reached.map(({ below }) => below),
          )} from now.`,
  };
};

export const gradePeriod: Grade = (
  { periods },
  { plannedStart, plannedEnd },
  _facts,
  timeZone,
) => {
  if (!plannedStart) {
    return undefined;
  }
  const [worst] = periods
    .filter(period => touches(period, plannedStart, plannedEnd, timeZone))
    .sort((a, b) => b.points - a.points);
  return (
    worst && {
      id: 'time',
      label: 'Time',
      points: worst.points,
      because: `It is planned within ${worst.label}, ${worst.from} to ${worst.to} (${timeZone}).`,
    }
  );
};
