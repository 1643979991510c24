import { makeStyles, useTheme } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { ReactNode } from 'react';
import { colourOf, Shade } from './seriesColours';

const useStyles = makeStyles(theme => ({
  name: {
    width: '38%',
    overflowWrap: 'anywhere',
    '&::first-letter': { textTransform: 'uppercase' },
  },
  number: {
    textAlign: 'right',
    whiteSpace: 'nowrap',
    width: '1%',
    fontVariantNumeric: 'tabular-nums',
  },
  bar: {
    height: 14,
    minWidth: 2,
    borderRadius: 2,
    printColorAdjust: 'exact',
  },
  cell: {
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(0.5) },
  },
}));

/** A row of bars: what it is of, how long the bar is, and the number in words. */
export interface BarRow {
  id: string;
  name: ReactNode;
  value: number;
  said: ReactNode;
}

/** Bars side by side that are a table at the same time: there is nothing to see that is not said. */
export const BarTable = (props: {
  label: string;
  heads: [name: string, bar: string, number: string];
  rows: BarRow[];
  shade: Shade;
}) => {
  const { label, heads, rows, shade } = props;
  const classes = useStyles();
  const theme = useTheme();
  const most = Math.max(...rows.map(({ value }) => value), 0) || 1;
  return (
    <Table size="small" aria-label={label}>
      <TableHead>
        <TableRow>
          <TableCell className={classes.cell}>{heads[0]}</TableCell>
          <TableCell className={classes.cell}>{heads[1]}</TableCell>
          <TableCell className={`${classes.cell} ${classes.number}`}>
            {heads[2]}
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map(({ id, name, value, said }) => (
          <TableRow key={id}>
            <TableCell
              component="th"
              scope="row"
              className={`${classes.cell} ${classes.name}`}
            >
              {name}
            </TableCell>
            <TableCell className={classes.cell} aria-hidden>
              <div
                className={classes.bar}
                style={{
                  width: `${(100 * value) / most}%`,
                  background: colourOf(theme, shade),
                }}
              />
            </TableCell>
            <TableCell className={`${classes.cell} ${classes.number}`}>
              {said}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};
