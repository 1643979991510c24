import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import GavelIcon from '@material-ui/icons/Gavel';
import LockOpenIcon from '@material-ui/icons/LockOpen';
import { LegalHold } from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useHolding, useLegalHolds } from '../../hooks';
import { useText } from '../../translation';
import { AskDialog } from '../AskDialog';
import { ChangeLink, EntityName, PagedTable, Time, Word } from '../display';
import { Panel } from './Panel';
import { PlaceHold } from './PlaceHold';

const useStyles = makeStyles(theme => ({
  id: { whiteSpace: 'nowrap' },
  place: { marginTop: theme.spacing(2) },
}));

const HoldRow = (props: { hold: LegalHold; onRelease?: () => void }) => {
  const { hold, onRelease } = props;
  const { id, changeId, entityRef, reason, placedBy, placedAt, release } = hold;
  const classes = useStyles();
  const t = useText();
  return (
    <TableRow>
      <TableCell component="th" scope="row" className={classes.id}>
        {id}
      </TableCell>
      <TableCell>
        {changeId && <ChangeLink id={changeId}>{changeId}</ChangeLink>}
        {entityRef && <EntityName entityRef={entityRef} />}
      </TableCell>
      <TableCell>
        {reason}
        {release && <div>{t('hold.because', { reason: release.reason })}</div>}
      </TableCell>
      <TableCell>
        <EntityName entityRef={placedBy} />
        <div>
          <Time at={placedAt} short />
        </div>
      </TableCell>
      <TableCell>
        {release ? (
          <>
            <Word
              text={t('hold.released')}
              icon={LockOpenIcon}
              tone="neutral"
            />{' '}
            <EntityName entityRef={release.by} />
            <div>
              <Time at={release.at} short />
            </div>
          </>
        ) : (
          <Word text={t('hold.stands')} icon={GavelIcon} tone="info" />
        )}
        {onRelease && !release && (
          <Button
            size="small"
            onClick={onRelease}
            aria-label={t('hold.releaseThis', { id })}
          >
            {t('hold.release')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
};

/** What must not be purged, whatever its age; whoever may places and releases it here. */
export const LegalHolds = ({ mayHold }: { mayHold: boolean }) => {
  const classes = useStyles();
  const t = useText();
  const list = useLegalHolds();
  const { release } = useHolding();
  const [placing, setPlacing] = useState(false);
  const [releasing, setReleasing] = useState<LegalHold>();
  return (
    <Panel title={t('hold.title')} help={t('hold.help')}>
      <PagedTable
        list={list}
        label={t('hold.title')}
        skeletons={2}
        heads={[
          t('hold.id'),
          t('hold.of'),
          t('hold.reason'),
          t('hold.placed'),
          t('hold.state'),
        ]}
        empty={
          <Typography variant="body2" gutterBottom>
            {t('hold.none')}
          </Typography>
        }
        row={hold => (
          <HoldRow
            key={hold.id}
            hold={hold}
            onRelease={mayHold ? () => setReleasing(hold) : undefined}
          />
        )}
      />
      {mayHold && (
        <Button
          variant="outlined"
          className={classes.place}
          onClick={() => setPlacing(true)}
        >
          {t('hold.place')}
        </Button>
      )}
      {placing && <PlaceHold onClose={() => setPlacing(false)} />}
      {releasing && (
        <AskDialog
          title={t('hold.releaseThis', { id: releasing.id })}
          says={t('hold.releaseHelp')}
          label={t('hold.reason')}
          multiline
          onGiven={async reason => {
            await release.mutateAsync({ id: releasing.id, reason });
            setReleasing(undefined);
          }}
          onClose={() => setReleasing(undefined)}
        />
      )}
    </Panel>
  );
};
