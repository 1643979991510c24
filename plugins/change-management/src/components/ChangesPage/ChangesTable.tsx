import Checkbox from '@material-ui/core/Checkbox';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { ChangeSummary } from 'backstage-plugin-change-management-common';
import { useMe } from '../../hooks';
import { useText } from '../../translation';
import {
  ChangeLink,
  ChangeTime,
  coloursOf,
  EntityName,
  HoldWord,
  OutcomeWord,
  RiskWord,
  StateWord,
  TypeWord,
  useTableStyles,
  viewerZone,
  WaitsFor,
} from '../display';
import { onRowKey } from './onRowKey';
import { BulkApproval, isApprovableInBulk } from './useBulkApproval';

const useStyles = makeStyles(theme => ({
  id: { color: theme.palette.text.secondary, whiteSpace: 'nowrap' },
  title: { fontWeight: 500, minWidth: 180, overflowWrap: 'anywhere' },
  words: { display: 'flex', gap: 4, flexWrap: 'wrap' },
  about: { display: 'flex', alignItems: 'center', gap: 8, marginTop: 2 },
  // The row of the link that has the focus.
  row: { '&:focus-within': { backgroundColor: theme.palette.action.hover } },
  refusal: { color: coloursOf(theme, 'bad').text, marginTop: 2 },
  hidden: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
  choice: { width: 42, '&&': { padding: 0 } },
  names: { minWidth: 90 },
  time: { minWidth: 170 },
}));

/** What the change waits for from the viewer; from anybody, where it is not the viewer. */
function useOwnWaiting({ waitingFor }: ChangeSummary) {
  const { data: me } = useMe();
  const own = waitingFor.find(
    ({ roles, people }) =>
      me?.roles.some(({ role }) => roles.includes(role)) ||
      me?.ownership.some(ref => people.includes(ref)),
  );
  return own ?? waitingFor[0];
}

// One below the other: names of entities do not break well within a narrow column.
const mostAffected = 2;

const Affected = ({ change }: { change: ChangeSummary }) => {
  const t = useText();
  const refs = change.affectedEntities;
  const rest = refs.length - mostAffected;
  return (
    <>
      {refs.slice(0, mostAffected).map(ref => (
        <div key={ref}>
          <EntityName entityRef={ref} />
        </div>
      ))}
      {rest > 0 && t('general.more', { number: String(rest) })}
    </>
  );
};

const Row = (props: { change: ChangeSummary; bulk?: BulkApproval }) => {
  const { change, bulk } = props;
  const classes = useStyles();
  const t = useText();
  const waiting = useOwnWaiting(change);
  return (
    <TableRow hover className={classes.row}>
      {bulk && (
        <TableCell className={classes.choice}>
          {isApprovableInBulk(change) && (
            <Checkbox
              color="primary"
              checked={bulk.isChosen(change.id)}
              onChange={() => bulk.toggle(change.id)}
              inputProps={{
                'aria-label': t('bulk.choose', { title: change.title }),
              }}
            />
          )}
        </TableCell>
      )}
      <TableCell component="th" scope="row" className={classes.title}>
        <ChangeLink id={change.id}>{change.title}</ChangeLink>
        <div className={classes.about}>
          <span className={classes.id}>{change.id}</span>
          <TypeWord type={change.type} />
        </div>
        {bulk?.refusalOf(change.id) && (
          <div className={classes.refusal}>{bulk.refusalOf(change.id)}</div>
        )}
      </TableCell>
      <TableCell>
        <span className={classes.words}>
          {/* An outcome says that it is closed. */}
          {!(change.state === 'closed' && change.closeCode) && (
            <StateWord state={change.state} />
          )}
          {change.closeCode && <OutcomeWord code={change.closeCode} />}
          {change.onHold && <HoldWord />}
        </span>
      </TableCell>
      <TableCell>
        <RiskWord level={change.riskLevel} />
      </TableCell>
      <TableCell className={classes.names}>
        <Affected change={change} />
      </TableCell>
      <TableCell className={classes.time}>
        <ChangeTime change={change} short />
      </TableCell>
      <TableCell className={classes.names}>
        <EntityName entityRef={change.requestedBy} />
      </TableCell>
      <TableCell className={classes.names}>
        {waiting && <WaitsFor waiting={waiting} />}
      </TableCell>
    </TableRow>
  );
};

/** Changes, one a row; with `bulk`, those that can be approved together can be chosen. */
export const ChangesTable = (props: {
  changes: ChangeSummary[];
  label: string;
  bulk?: BulkApproval;
}) => {
  const { changes, label } = props;
  const bulk = props.bulk?.approvable.length ? props.bulk : undefined;
  const classes = useStyles();
  const table = useTableStyles();
  const t = useText();
  const heads = [
    t('list.change'),
    t('list.state'),
    t('list.risk'),
    t('list.affects'),
    t('list.planned', { zone: viewerZone() }),
    t('list.requestedBy'),
    t('list.waitingFor'),
  ];
  return (
    <div className={table.scroll}>
      <Table size="small" aria-label={label} className={table.table}>
        <TableHead>
          <TableRow>
            {bulk && (
              <TableCell className={classes.choice}>
                <span className={classes.hidden}>{t('bulk.column')}</span>
              </TableCell>
            )}
            {heads.map(head => (
              <TableCell key={head}>{head}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody onKeyDown={onRowKey}>
          {changes.map(change => (
            <Row key={change.id} change={change} bulk={bulk} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
};
