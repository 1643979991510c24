import {
  ChangeQueryInput,
  Metrics,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { Text } from '../../translation';
import { Counted, Told } from './Counted';
import { Downtime, Restored } from './OfBoth';
import { Column } from './FiguresTable';
import { formatNumber, formatShare, formatSpread } from './formats';

type Count = Extract<
  keyof Parameters<Column['cell']>[0],
  | 'changes'
  | 'successful'
  | 'failed'
  | 'rolledBack'
  | 'emergencies'
  | 'emergenciesWithoutWorkLogged'
  | 'emergenciesDocumentedLate'
  | 'failures'
  | 'rework'
>;

type Share = Extract<
  keyof Parameters<Column['cell']>[0],
  | 'successRate'
  | 'failureRate'
  | 'rollbackRate'
  | 'emergencyShare'
  | 'changeFailureRate'
  | 'reworkRate'
>;

function withShare(t: Text, number: ReactNode, share: number | undefined) {
  const percent = formatShare(t, share);
  return percent ? (
    <>
      {number} ({percent})
    </>
  ) : (
    number
  );
}

/** A column of a number of changes, with what share of others they are. */
function changes(
  t: Text,
  head: string,
  count: Count,
  filters: ChangeQueryInput,
  share?: Share,
): Column {
  return {
    head,
    cell: (figures, rows) =>
      withShare(
        t,
        <Counted number={figures[count]} to={rows.changes(filters)} />,
        // A share of none says nothing.
        share && figures[count] > 0 ? figures[share] : undefined,
      ),
  };
}

/** How changes went. */
export function outcomeColumns(t: Text): Column[] {
  return [
    changes(t, t('figures.carriedOut'), 'changes', {}),
    changes(
      t,
      t('figures.successful'),
      'successful',
      { closeCode: 'successful' },
      'successRate',
    ),
    changes(
      t,
      t('figures.failed'),
      'failed',
      { closeCode: 'unsuccessful,rolled-back' },
      'failureRate',
    ),
    changes(
      t,
      t('figures.rolledBack'),
      'rolledBack',
      { closeCode: 'rolled-back' },
      'rollbackRate',
    ),
    {
      head: t('figures.downtime'),
      cell: (f, rows) => <Downtime figures={f} rows={rows} />,
    },
    {
      head: t('figures.incidentsByChange'),
      cell: (f, rows) => (
        <>
          <Counted
            number={f.incidentsByChange}
            to={rows.incidents({ cause: 'change' })}
          />
          {f.incidents > 0 && (
            <>
              {' / '}
              <Counted number={f.incidents} to={rows.incidents({})} />
            </>
          )}
        </>
      ),
    },
    {
      head: t('figures.unauthorized'),
      cell: (f, rows) => (
        <Counted number={f.unauthorizedChanges} to={rows.unauthorized()} />
      ),
    },
  ];
}

/** How quickly and how safely changes reach production: the DORA figures. */
export function deliveryColumns(t: Text): Column[] {
  return [
    {
      head: t('figures.leadTime'),
      cell: (f, rows) =>
        f.leadTimeHours && (
          <Told
            text={formatSpread(t, f.leadTimeHours, 60)!}
            number={f.completed}
            to={rows.changes({ figure: 'completed' })}
          />
        ),
    },
    {
      head: t('figures.deploymentsPerWeek'),
      cell: (f, rows) =>
        f.deployments && f.deploymentsPerWeek !== undefined ? (
          <>
            {formatNumber(f.deploymentsPerWeek, 1)} (
            <Counted
              number={f.succeededDeployments ?? 0}
              to={rows.deployments({ status: 'succeeded' })}
            />
            )
          </>
        ) : undefined,
    },
    changes(
      t,
      t('figures.changeFailureRate'),
      'failures',
      { figure: 'failures' },
      'changeFailureRate',
    ),
    {
      head: t('figures.timeToRestore'),
      cell: (f, rows) =>
        f.timeToRestoreMinutes && (
          <>
            {formatSpread(t, f.timeToRestoreMinutes)}{' '}
            <Restored figures={f} rows={rows} />
          </>
        ),
    },
    changes(
      t,
      t('figures.rework'),
      'rework',
      { figure: 'rework' },
      'reworkRate',
    ),
    {
      head: t('figures.covered'),
      cell: (f, rows) =>
        f.deployments ? (
          <>
            <Counted
              number={f.coveredDeployments ?? 0}
              to={rows.deployments({ authorization: 'covered' })}
            />
            {' / '}
            <Counted number={f.deployments} to={rows.deployments({})} />
          </>
        ) : undefined,
    },
  ];
}

/** Who needs emergencies, and what is left undone of them (policy §5). */
export function emergencyColumns(
  t: Text,
  { total }: Pick<Metrics, 'total'>,
): Column[] {
  const withoutIncident: Column = {
    head: t('figures.withoutIncident'),
    cell: ({ emergenciesWithoutIncident = 0 }, rows) => (
      <Counted
        number={emergenciesWithoutIncident}
        to={rows.changes({ figure: 'emergenciesWithoutIncident' })}
      />
    ),
  };
  return [
    changes(
      t,
      t('figures.emergencies'),
      'emergencies',
      { type: 'emergency' },
      'emergencyShare',
    ),
    changes(t, t('figures.unlogged'), 'emergenciesWithoutWorkLogged', {
      type: 'emergency',
      workLogged: 'false',
    }),
    ...(total.emergenciesWithoutIncident === undefined
      ? []
      : [withoutIncident]),
    changes(t, t('figures.documentedLate'), 'emergenciesDocumentedLate', {
      figure: 'emergenciesDocumentedLate',
    }),
  ];
}
