import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import {
  ChangeCategory,
  ChangeFigures,
  ChangeQueryInput,
  Metrics,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useRowsPath } from '../../hooks';
import { useText } from '../../translation';
import { EntityName, useTableStyles } from '../display';
import { Grouping } from './useFiguresQuery';

const useStyles = makeStyles({
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  total: { '& td, & th': { fontWeight: 700 } },
});

/** The list that holds what a group counts; a system's past parts are not in it, so its numbers lead nowhere. */
function rowsOf(by: Grouping, key?: string): ChangeQueryInput | undefined {
  if (key === undefined || by === 'system') {
    return undefined;
  }
  return by === 'team' ? { owner: key } : { category: key };
}

const Row = (props: {
  name: ReactNode;
  figures: ChangeFigures;
  since: string;
  rows?: ChangeQueryInput;
  isTotal?: boolean;
}) => {
  const { name, figures, since, rows, isTotal } = props;
  const classes = useStyles();
  const t = useText();
  const toRows = useRowsPath({ ...rows, startedFrom: since });
  const counted = (
    head: string,
    number: number,
    filters: ChangeQueryInput,
    more?: string,
  ) => (
    <TableCell className={classes.number} data-head={head}>
      {rows && number > 0 ? (
        <Link to={toRows(filters)} underline="always">
          {number}
        </Link>
      ) : (
        number
      )}
      {more && ` (${more})`}
    </TableCell>
  );
  const percent = (rate: number | undefined) =>
    rate === undefined
      ? undefined
      : t('figures.percent', { percent: String(Math.round(rate * 100)) });
  return (
    <TableRow hover className={isTotal ? classes.total : undefined}>
      <TableCell component="th" scope="row">
        {name}
      </TableCell>
      {counted(t('figures.carriedOut'), figures.changes, {})}
      {counted(t('figures.emergencies'), figures.emergencies, {
        type: 'emergency',
      })}
      <TableCell className={classes.number} data-head={t('figures.share')}>
        {percent(figures.emergencyShare)}
      </TableCell>
      {counted(t('figures.unlogged'), figures.emergenciesWithoutWorkLogged, {
        type: 'emergency',
        workLogged: 'false',
      })}
      {counted(
        t('figures.successful'),
        figures.successful,
        { closeCode: 'successful' },
        percent(figures.successRate),
      )}
      {counted(
        t('figures.failed'),
        figures.failed,
        { closeCode: 'unsuccessful,rolled-back' },
        percent(figures.failureRate),
      )}
    </TableRow>
  );
};

/** How changes went, in total and by group; each number leads to the changes that it counts. */
export const FiguresTable = (props: {
  metrics: Metrics;
  by: Grouping;
  since: string;
}) => {
  const { metrics, by, since } = props;
  const classes = useStyles();
  const table = useTableStyles();
  const t = useText();
  const nameOf = (key: string | undefined) => {
    if (by === 'category') {
      return key
        ? t(`category.${key as ChangeCategory}`)
        : t('figures.noCategory');
    }
    return key ? (
      <EntityName entityRef={key} />
    ) : (
      t(by === 'team' ? 'figures.noTeam' : 'figures.noSystem')
    );
  };
  const heads = [
    t('figures.carriedOut'),
    t('figures.emergencies'),
    t('figures.share'),
    t('figures.unlogged'),
    t('figures.successful'),
    t('figures.failed'),
  ];
  return (
    <div className={table.scroll}>
      <Table
        size="small"
        className={table.table}
        aria-label={t('figures.list')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t(`figures.${by}`)}</TableCell>
            {heads.map(head => (
              <TableCell key={head} className={classes.number}>
                {head}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {metrics.groups.map(({ key, ...figures }) => (
            <Row
              key={key ?? ''}
              name={nameOf(key)}
              figures={figures}
              since={since}
              rows={rowsOf(by, key)}
            />
          ))}
          <Row
            name={t('figures.total')}
            figures={metrics.total}
            since={since}
            rows={{}}
            isTotal
          />
        </TableBody>
      </Table>
    </div>
  );
};
