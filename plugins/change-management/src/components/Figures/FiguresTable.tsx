import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import {
  ChangeCategory,
  ChangeFigures,
  MetricGroup,
  Metrics,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { Text, useText } from '../../translation';
import { EntityName, useTableStyles } from '../display';
import { formatMonthKey } from './formats';
import { Group, Rows } from './useFigureRows';

/** A column of figures: its head, and what it says of a row. */
export interface Column {
  head: string;
  cell: (figures: ChangeFigures, rows: Rows) => ReactNode;
}

const useStyles = makeStyles({
  number: {
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
    'tbody &': { whiteSpace: 'nowrap' },
  },
  total: { '& td, & th': { fontWeight: 700 } },
  row: { breakInside: 'avoid' },
});

const none = {
  team: 'figures.noTeam',
  system: 'figures.noSystem',
  category: 'figures.noCategory',
  service: 'figures.noService',
  month: 'figures.noService',
} as const satisfies Record<MetricGroup, string>;

function nameOf(by: MetricGroup, key: string | undefined, t: Text): ReactNode {
  if (!key) {
    return t(none[by]);
  }
  switch (by) {
    case 'month':
      return formatMonthKey(key);
    case 'category':
      return t(`category.${key as ChangeCategory}`);
    default:
      return <EntityName entityRef={key} />;
  }
}

/** Figures by group and in total, in the columns that are asked for. */
export const FiguresTable = (props: {
  label: string;
  metrics: Metrics;
  columns: Column[];
  rowsOf: (group: Group) => Rows;
}) => {
  const { label, metrics, columns, rowsOf } = props;
  const { groupBy } = metrics;
  const classes = useStyles();
  const table = useTableStyles();
  const t = useText();
  const row = (name: ReactNode, figures: ChangeFigures, group: Group) => (
    <TableRow
      key={group.key ?? (group.by ? 'none' : 'total')}
      hover
      className={`${classes.row} ${group.by ? '' : classes.total}`}
    >
      <TableCell component="th" scope="row">
        {name}
      </TableCell>
      {columns.map(({ head, cell }) => (
        <TableCell key={head} className={classes.number} data-head={head}>
          {cell(figures, rowsOf(group)) ?? ''}
        </TableCell>
      ))}
    </TableRow>
  );
  return (
    <div className={table.scroll}>
      <Table size="small" className={table.table} aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>{t(`figures.${groupBy}`)}</TableCell>
            {columns.map(({ head }) => (
              <TableCell key={head} className={classes.number}>
                {head}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {metrics.groups.map(({ key, ...figures }) =>
            row(nameOf(groupBy, key, t), figures, { by: groupBy, key }),
          )}
          {row(t('figures.total'), metrics.total, {})}
        </TableBody>
      </Table>
    </div>
  );
};
