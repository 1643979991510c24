import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import {
  ReviewView,
  SampleRowView,
  SampleVerdict,
} from 'backstage-plugin-change-management-common';
import { useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useText } from '../../translation';
import {
  ChangeLink,
  EntityName,
  Look,
  OutcomeWord,
  StateWord,
  Time,
  TypeWord,
  Word,
} from '../display';
import { FindingForm } from './FindingForm';
import { useAct } from './useAct';

const looks: Record<SampleVerdict, Look> = {
  ok: [CheckCircleIcon, 'good'],
  finding: [ReportProblemIcon, 'warn'],
};

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    padding: theme.spacing(1.5, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 6fr)',
    gap: theme.spacing(1, 3),
    alignItems: 'center',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    marginTop: theme.spacing(0.5),
  },
  acts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    '& > .MuiTextField-root': { flex: '1 1 200px' },
  },
  whole: { gridColumn: '1 / -1' },
}));

const Verdict = ({ row }: { row: SampleRowView }) => {
  const t = useText();
  if (!row.verdict) {
    return (
      <Word text={t('sample.waiting')} icon={HelpOutlineIcon} tone="neutral" />
    );
  }
  const [icon, tone] = looks[row.verdict];
  return (
    <>
      <Word text={t(`sample.${row.verdict}`)} icon={icon} tone={tone} />
      {row.by && (
        <Typography variant="body2" component="span" color="textSecondary">
          <EntityName entityRef={row.by} />, <Time at={row.at!} short />
        </Typography>
      )}
    </>
  );
};

const Looking = (props: {
  review: ReviewView;
  row: SampleRowView;
  onFinding: () => void;
  onDone: () => void;
}) => {
  const { review, row, onFinding, onDone } = props;
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const api = useApi(changeManagementApiRef);
  const { act, busy, failure } = useAct();
  const [note, setNote] = useState(row.note ?? '');
  const lookAt = async () => {
    const body = { verdict: 'ok' as const, ...(note && { note }) };
    if (await act(() => api.reviews.lookAt(review.id, row.changeId, body))) {
      onDone();
    }
  };
  return (
    <>
      <div className={classes.acts}>
        <TextField
          id={id}
          label={t('sample.note')}
          inputProps={{ 'aria-label': `${t('sample.note')}: ${row.changeId}` }}
          value={note}
          onChange={event => setNote(event.target.value)}
          variant="outlined"
          size="small"
        />
        <Button
          variant="outlined"
          color="primary"
          disabled={busy}
          onClick={lookAt}
          aria-label={`${t('sample.ok')}: ${row.changeId}`}
        >
          {t('sample.ok')}
        </Button>
        <Button
          variant="outlined"
          onClick={onFinding}
          aria-label={`${t('sample.writeFinding')}: ${row.changeId}`}
        >
          {t('sample.writeFinding')}
        </Button>
      </div>
      {failure && (
        <Alert severity="error">
          {t('sample.notDone')}: {failure.message}
        </Alert>
      )}
    </>
  );
};

const Row = (props: { review: ReviewView; row: SampleRowView }) => {
  const { review, row } = props;
  const classes = useStyles();
  const t = useText();
  const [isAgain, setAgain] = useState(false);
  const [isWriting, setWriting] = useState(false);
  const isOwn =
    !row.mayLookAt && review.allowedActions.includes('look-at') && !row.verdict;
  return (
    <li className={classes.row}>
      <div>
        <ChangeLink id={row.changeId}>{row.title}</ChangeLink>
        <div className={classes.words}>
          <span>{row.changeId}</span>
          <TypeWord type={row.type} />
          {row.closeCode ? (
            <OutcomeWord code={row.closeCode} />
          ) : (
            <StateWord state={row.state} />
          )}
        </div>
      </div>
      <div>
        {row.mayLookAt && (!row.verdict || isAgain) ? (
          <Looking
            review={review}
            row={row}
            onFinding={() => setWriting(true)}
            onDone={() => setAgain(false)}
          />
        ) : (
          <div className={classes.words}>
            <Verdict row={row} />
            {isOwn && (
              <Typography variant="body2" component="span">
                {t('sample.own')}
              </Typography>
            )}
            {row.mayLookAt && (
              <Button
                size="small"
                onClick={() => setAgain(true)}
                aria-label={`${t('sample.again')}: ${row.changeId}`}
              >
                {t('sample.again')}
              </Button>
            )}
          </div>
        )}
        {row.note && !isAgain && (
          <Typography variant="body2">{row.note}</Typography>
        )}
      </div>
      {isWriting && (
        <div className={classes.whole}>
          <FindingForm
            review={review}
            changes={[row.changeId]}
            onClose={() => {
              setWriting(false);
              setAgain(false);
            }}
          />
        </div>
      )}
    </li>
  );
};

/** The changes that were drawn, each with what somebody saw in it, and a place to write findings beside it. */
export const SampleRows = ({ review }: { review: ReviewView }) => {
  const classes = useStyles();
  const t = useText();
  const { population } = review.data ?? {};
  return (
    <>
      {population && (
        <Typography variant="body2" color="textSecondary" paragraph>
          {t('sample.help', { changes: String(population.changes) })}
        </Typography>
      )}
      <ul className={classes.list} aria-label={t('sample.title')}>
        {review.sample.map(row => (
          <Row key={row.changeId} review={review} row={row} />
        ))}
      </ul>
    </>
  );
};
