import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import {
  ClauseCount,
  Compliance,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { ChangeLink, useTableStyles } from '../display';
import { Panel } from './Panel';

const shown = 6;

const useStyles = makeStyles(theme => ({
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  clause: { minWidth: 220, maxWidth: 560 },
  text: { color: theme.palette.text.secondary },
  ids: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1),
    color: theme.palette.text.secondary,
  },
}));

const Rows = (props: { head: string; ids: string[]; count: number }) => {
  const { head, ids, count } = props;
  const classes = useStyles();
  const t = useText();
  return count > 0 ? (
    <div className={classes.ids}>
      <span>{head}</span>
      {ids.slice(0, shown).map(id => (
        <ChangeLink key={id} id={id}>
          {id}
        </ChangeLink>
      ))}
      {count > shown && (
        <span>{t('compliance.more', { number: String(count - shown) })}</span>
      )}
    </div>
  ) : null;
};

const ClauseRow = ({ clause }: { clause: ClauseCount }) => {
  const classes = useStyles();
  const t = useText();
  const { id, section, text, met, open, waived, notApplicable } = clause;
  const counted: [string, number][] = [
    [t('compliance.met'), met],
    [t('compliance.open'), open],
    [t('compliance.waived'), waived],
    [t('compliance.notApplicable'), notApplicable],
  ];
  return (
    <TableRow>
      <TableCell component="th" scope="row" className={classes.clause}>
        <strong>{id}</strong> {section}
        <div className={classes.text}>{text}</div>
        <Rows head={t('compliance.showIn')} ids={clause.openIn} count={open} />
        <Rows
          head={t('compliance.waivedIn')}
          ids={clause.waivedIn}
          count={waived}
        />
      </TableCell>
      {counted.map(([head, count]) => (
        <TableCell key={head} className={classes.number} data-head={head}>
          {count}
        </TableCell>
      ))}
    </TableRow>
  );
};

/** How many changes meet each clause, and in which ones it is open or was waived. Clauses that concern no change are left out. */
export const Clauses = (props: { compliance: Compliance }) => {
  const { clauses, clausesReadOf, population } = props.compliance;
  const table = useTableStyles();
  const classes = useStyles();
  const t = useText();
  const heads = [
    t('compliance.met'),
    t('compliance.open'),
    t('compliance.waived'),
    t('compliance.notApplicable'),
  ];
  const concerning = clauses.filter(
    ({ met, open, waived }) => met + open + waived > 0,
  );
  return concerning.length > 0 ? (
    <Panel
      title={t('compliance.clauses')}
      help={
        clausesReadOf < population.changes
          ? t('compliance.readOf', {
              read: String(clausesReadOf),
              changes: String(population.changes),
            })
          : undefined
      }
    >
      <div className={table.scroll}>
        <Table
          size="small"
          className={table.table}
          aria-label={t('compliance.clauses')}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('compliance.clause')}</TableCell>
              {heads.map(head => (
                <TableCell key={head} className={classes.number}>
                  {head}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {concerning.map(clause => (
              <ClauseRow key={clause.id} clause={clause} />
            ))}
          </TableBody>
        </Table>
      </div>
    </Panel>
  ) : null;
};
