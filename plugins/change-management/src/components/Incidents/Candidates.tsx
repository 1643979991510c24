import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  IncidentCandidate,
  IncidentView,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useIncidentCandidates } from '../../hooks';
import { useText } from '../../translation';
import {
  ChangeLink,
  EntityName,
  LoadFailure,
  OutcomeWord,
  RiskWord,
  RowSkeletons,
  StateWord,
  Time,
  TimeRange,
} from '../display';
import { CauseAct, CauseDialog } from './CauseDialog';
import { inPercent } from './words';

/** Below this, a candidate is shown on demand. */
const LEAST = 0.01;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: '88px minmax(0, 1fr) auto',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1.5, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: '64px minmax(0, 1fr)',
    },
  },
  share: { fontWeight: 700, fontSize: '1.25rem', lineHeight: 1.3 },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  reasons: {
    margin: theme.spacing(0.5, 0, 0),
    paddingLeft: theme.spacing(2.5),
  },
  actions: {
    display: 'flex',
    gap: theme.spacing(1),
    alignItems: 'flex-start',
    [theme.breakpoints.down('xs')]: { gridColumn: '2' },
  },
  another: { marginTop: theme.spacing(1) },
}));

const useBarStyles = makeStyles<Theme, { share: number }>(theme => ({
  bar: {
    height: 4,
    borderRadius: 2,
    background: ({ share }) =>
      `linear-gradient(to right, ${theme.palette.primary.main} ${
        share * 100
      }%, ${theme.palette.divider} 0)`,
  },
}));

/** How likely something is, as a number and as a bar. */
const Share = ({ share }: { share: number }) => {
  const classes = useStyles();
  const { bar } = useBarStyles({ share });
  return (
    <div>
      <div className={classes.share}>{inPercent(share)}</div>
      <div className={bar} aria-hidden />
    </div>
  );
};

const Candidate = (props: {
  candidate: IncidentCandidate;
  isConfirmed: boolean;
  isDecided: boolean;
  onAct: (act: CauseAct) => void;
}) => {
  const { candidate, isConfirmed, isDecided, onAct } = props;
  const classes = useStyles();
  const t = useText();
  const { changeId, title, closeCode, actualStart, actualEnd, rejection } =
    candidate;
  const may = (act: 'confirm' | 'reject') =>
    candidate.allowedActions.includes(act);
  return (
    <li className={classes.item}>
      {rejection ? <div>–</div> : <Share share={candidate.confidence} />}
      <div>
        <ChangeLink id={changeId}>{title}</ChangeLink>
        <div className={classes.words}>
          <Typography variant="body2" color="textSecondary">
            {changeId}
          </Typography>
          {closeCode ? (
            <OutcomeWord code={closeCode} />
          ) : (
            <StateWord state={candidate.state} />
          )}
          <RiskWord level={candidate.riskLevel} />
        </div>
        <Typography variant="body2">
          {actualEnd ? (
            <TimeRange start={actualStart} end={actualEnd} />
          ) : (
            <>
              {t('change.since')} <Time at={actualStart} />
            </>
          )}
        </Typography>
        {isConfirmed && <strong>{t('cause.confirmed')}</strong>}
        {rejection && (
          <Typography variant="body2">
            {t('cause.ruledOut')} {t('incident.by')}{' '}
            <EntityName entityRef={rejection.by} />: {rejection.reason}
          </Typography>
        )}
        <ul className={classes.reasons}>
          {candidate.reasons.map(({ id, because }) => (
            <li key={id}>{because}</li>
          ))}
        </ul>
      </div>
      <div className={classes.actions}>
        {may('confirm') && (
          <Button
            variant="outlined"
            color="primary"
            size="small"
            aria-label={`${t('cause.confirm')}: ${changeId}`}
            onClick={() => onAct('confirm')}
          >
            {t('cause.confirm')}
          </Button>
        )}
        {may('reject') && !isDecided && (
          <Button
            size="small"
            aria-label={`${t('cause.reject')}: ${changeId}`}
            onClick={() => onAct('reject')}
          >
            {t('cause.reject')}
          </Button>
        )}
      </div>
    </li>
  );
};

/** A change that nobody has spoken of and that is next to impossible is in the way of the others. */
function isWorthALook({ confidence, rejection }: IncidentCandidate): boolean {
  return confidence >= LEAST || rejection !== undefined;
}

/** What may have caused it, how likely, and why; and what may be decided on it. */
export const Candidates = ({ incident }: { incident: IncidentView }) => {
  const classes = useStyles();
  const t = useText();
  const [showsAll, setShowsAll] = useState(false);
  const [asked, setAsked] = useState<{ act: CauseAct; changeId?: string }>();
  const { data, error, refetch } = useIncidentCandidates(incident.id);
  if (error && !data) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={3} />;
  }
  const { items, otherCauses, mayRuleOut } = data;
  const shown = items.filter(candidate => showsAll || isWorthALook(candidate));
  return (
    <>
      <ul className={classes.list} aria-label={t('cause.title')}>
        {shown.map(candidate => (
          <Candidate
            key={candidate.changeId}
            candidate={candidate}
            isConfirmed={candidate.changeId === incident.causedByChangeId}
            isDecided={incident.cause !== 'open'}
            onAct={act => setAsked({ act, changeId: candidate.changeId })}
          />
        ))}
        <li className={classes.item}>
          <Share share={otherCauses} />
          <div>
            {t('cause.other')}
            {items.length === 0 && (
              <Typography variant="body2" color="textSecondary">
                {t('cause.noCandidates')}
              </Typography>
            )}
          </div>
          <div className={classes.actions}>
            {mayRuleOut && (
              <Button
                size="small"
                variant="outlined"
                onClick={() => setAsked({ act: 'nothing' })}
              >
                {t('cause.nothing')}
              </Button>
            )}
          </div>
        </li>
      </ul>
      {shown.length < items.length && (
        <Button
          size="small"
          className={classes.another}
          onClick={() => setShowsAll(true)}
        >
          {t('cause.unlikely', {
            number: String(items.length - shown.length),
          })}
        </Button>
      )}
      {incident.allowedActions.includes('attribute') && (
        <Button
          size="small"
          className={classes.another}
          onClick={() => setAsked({ act: 'another' })}
        >
          {t('cause.another')}
        </Button>
      )}
      {asked && (
        <CauseDialog
          {...asked}
          incident={incident}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
};
