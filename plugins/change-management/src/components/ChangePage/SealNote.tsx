import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import GetAppIcon from '@material-ui/icons/GetApp';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import Alert from '@material-ui/lab/Alert';
import { ChangeSeal } from 'backstage-plugin-change-management-common';
import { changeManagementApiRef } from '../../api';
import { useChangeSeal, useDownload } from '../../hooks';
import { useText } from '../../translation';
import { formatTime, toFailure, Word } from '../display';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1, 0, 2),
  },
  said: { flex: '1 1 320px', overflowWrap: 'anywhere' },
}));

const Said = ({ seal }: { seal: ChangeSeal }) => {
  const t = useText();
  const { ok, firstBad, sealed, events, checkpoint } = seal;
  const lines = [
    firstBad &&
      t('seal.bad', {
        sequence: String(firstBad.sequence),
        reason: firstBad.reason,
      }),
    checkpoint
      ? t('seal.sealed', {
          sealed: String(sealed),
          events: String(events),
          at: formatTime(checkpoint.sealedAt),
        })
      : t('seal.notSealed'),
    checkpoint && sealed < events && t('seal.waiting'),
    checkpoint &&
      (checkpoint.signedBy
        ? t('verification.signedBy', { key: checkpoint.signedBy })
        : t('verification.unsigned')),
  ];
  return (
    <>
      <Word
        text={t(ok ? 'seal.whole' : 'seal.broken')}
        icon={ok ? CheckCircleIcon : ReportProblemIcon}
        tone={ok ? 'good' : 'bad'}
      />{' '}
      {lines.filter(Boolean).join(' ')}
    </>
  );
};

/** Whether the trail of a change is as it was recorded, who says so, and the evidence to take along. */
export const SealNote = ({ id }: { id: string }) => {
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const { data } = useChangeSeal(id);
  const { mutate, isPending, error } = useDownload(
    () => api.evidence.downloadOfChange(id),
    `evidence-${id}.zip`,
  );
  return data ? (
    <div className={classes.root}>
      <Typography variant="body2" component="div" className={classes.said}>
        <Said seal={data} />
      </Typography>
      <Button
        variant="outlined"
        size="small"
        startIcon={<GetAppIcon />}
        disabled={isPending}
        onClick={() => mutate()}
      >
        {t(isPending ? 'pack.taking' : 'pack.ofChange')}
      </Button>
      {error && (
        <Alert severity="error">
          {t('pack.failed')}: {toFailure(error).message}
        </Alert>
      )}
    </div>
  ) : null;
};
