import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import Alert from '@material-ui/lab/Alert';
import { Verification } from 'backstage-plugin-change-management-common';
import { useLatestVerification, useVerifying } from '../../hooks';
import { useText } from '../../translation';
import {
  EntityName,
  formatTime,
  LoadFailure,
  RowSkeletons,
  Time,
  toFailure,
  Word,
} from '../display';
import { Panel } from './Panel';

const Found = ({ at, by, verdict, toldAt }: Verification) => {
  const t = useText();
  const { ok, checked, size, unsealed, checkpoint, firstBad } = verdict;
  const said = firstBad?.subject
    ? t('verification.firstBad', {
        subject: firstBad.subject,
        sequence: String(firstBad.sequence ?? ''),
        reason: firstBad.reason,
      })
    : firstBad?.reason;
  return (
    <>
      <Typography variant="body2" component="div" gutterBottom>
        {ok ? (
          <Word
            text={t('verification.sound')}
            icon={CheckCircleIcon}
            tone="good"
          />
        ) : (
          <Word
            text={t('verification.tampered')}
            icon={ReportProblemIcon}
            tone="bad"
          />
        )}{' '}
        <Time at={at} /> · <EntityName entityRef={by} />
      </Typography>
      {said && (
        <Alert severity="error">
          <div>{said}</div>
          <div>
            {toldAt
              ? t('verification.told', { at: formatTime(toldAt) })
              : t('verification.untold')}
          </div>
        </Alert>
      )}
      <Typography variant="body2" gutterBottom>
        {[
          t('verification.checked', {
            checked: String(checked),
            size: String(size),
          }),
          unsealed > 0 &&
            t('verification.unsealed', { number: String(unsealed) }),
          checkpoint?.signedBy
            ? t('verification.signedBy', { key: checkpoint.signedBy })
            : t('verification.unsigned'),
        ]
          .filter(Boolean)
          .join(' ')}
      </Typography>
    </>
  );
};

/** Whether the audit trail is as it was recorded, as far as is known, and anew. */
export const TrailVerification = () => {
  const t = useText();
  const { data, error, refetch } = useLatestVerification();
  const verifying = useVerifying();
  return (
    <Panel title={t('verification.title')}>
      {error && <LoadFailure error={error} onRetry={refetch} />}
      {data === undefined && !error && <RowSkeletons rows={2} />}
      {data === null && (
        <Typography variant="body2" gutterBottom>
          {t('verification.never')}
        </Typography>
      )}
      {data && <Found {...data} />}
      {verifying.error && (
        <Alert severity="error">
          {t('verification.failed')}: {toFailure(verifying.error).message}
        </Alert>
      )}
      <Button
        variant="outlined"
        disabled={verifying.isPending}
        onClick={() => verifying.mutate()}
      >
        {t(verifying.isPending ? 'verification.verifying' : 'verification.now')}
      </Button>
    </Panel>
  );
};
