import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import {
  AccessAct,
  accessKey,
  AccessRequest,
  AccessRevocation,
  ChangeView,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { EntityName, Time, useTableStyles } from '../display';
import { Principal } from './Principal';

type Entry = AccessRequest & { kind: 'grants' | 'revocations' };
type Applied =
  | 'granted'
  | 'extended'
  | 'revoked'
  | 'held'
  | 'gone'
  | 'pending'
  | 'setBack'
  | 'left';

function appliedTo(entry: Entry, change: ChangeView): Applied {
  const { accessChanged = [], completion, rollback, state } = change;
  const act = accessChanged.find(
    done =>
      accessKey(done) === accessKey(entry) &&
      (done.type === 'revoked') === (entry.kind === 'revocations'),
  );
  if (rollback) {
    return act ? 'setBack' : 'left';
  }
  if (act) {
    return act.type;
  }
  if (completion?.outcome === 'unsuccessful') {
    return 'left';
  }
  if (completion) {
    return entry.kind === 'grants' ? 'held' : 'gone';
  }
  return state === 'canceled' || state === 'rejected' ? 'left' : 'pending';
}

const Entries = (props: {
  label: string;
  entries: Entry[];
  stateOf: (entry: Entry) => Applied;
}) => {
  const { label, entries, stateOf } = props;
  const classes = useTableStyles();
  const t = useText();
  return (
    <>
      <Typography variant="subtitle2" component="h4">
        {label}
      </Typography>
      <div className={classes.scroll}>
        <Table className={classes.table} aria-label={label}>
          <TableHead>
            <TableRow>
              <TableCell>{t('access.who')}</TableCell>
              <TableCell>{t('access.permission')}</TableCell>
              <TableCell>{t('access.entity')}</TableCell>
              <TableCell>{t('access.from')}</TableCell>
              <TableCell>{t('access.until')}</TableCell>
              <TableCell>{t('access.state')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {entries.map(entry => (
              <TableRow key={`${entry.kind}${accessKey(entry)}`}>
                <TableCell component="th" scope="row">
                  <Principal principal={entry.principal} />
                </TableCell>
                <TableCell>
                  <code>{entry.permission}</code>
                </TableCell>
                <TableCell>
                  <EntityName entityRef={entry.entityRef} />
                </TableCell>
                <TableCell data-head={entry.from && t('access.from')}>
                  {entry.from && <Time at={entry.from} short />}
                </TableCell>
                <TableCell data-head={entry.until && t('access.until')}>
                  {entry.until && <Time at={entry.until} short />}
                </TableCell>
                <TableCell>{t(`access.${stateOf(entry)}`)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </>
  );
};

function toEntry(act: AccessAct): Entry {
  return { ...act, kind: act.type === 'revoked' ? 'revocations' : 'grants' };
}

/** The access that a change grants and revokes, and whether it has; nothing of changes without any. */
export const ChangeAccess = ({ change }: { change: ChangeView }) => {
  const t = useText();
  const { access, accessChanged = [] } = change;
  const kinds = ['grants', 'revocations'] as const;
  const listed = kinds.map(kind =>
    (access?.[kind] ?? []).map((entry: AccessRevocation): Entry => {
      return { ...entry, kind };
    }),
  );
  const keys = listed.flat().map(accessKey);
  const others = change.rollback
    ? []
    : accessChanged.filter(act => !keys.includes(accessKey(act)));
  if (listed.flat().length + others.length === 0) {
    return null;
  }
  return (
    <section>
      <Typography variant="subtitle1" component="h3" gutterBottom>
        <strong>{t('access.title')}</strong>
      </Typography>
      {kinds.map(
        (kind, index) =>
          listed[index].length > 0 && (
            <Entries
              key={kind}
              label={t(`access.${kind}`)}
              entries={listed[index]}
              stateOf={entry => appliedTo(entry, change)}
            />
          ),
      )}
      {others.length > 0 && (
        <Entries
          label={t('access.others')}
          entries={others.map(toEntry)}
          stateOf={entry => appliedTo(entry, change)}
        />
      )}
    </section>
  );
};
