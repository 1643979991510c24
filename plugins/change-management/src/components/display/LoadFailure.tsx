import { ResponseErrorPanel } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { useText } from '../../translation';
import { Empty } from './Empty';
import { toFailure } from './failures';

/** Why something could not be shown: it is not there, it is not for this person, or the backend failed. */
export const LoadFailure = (props: { error: Error; onRetry?: () => void }) => {
  const { error, onRetry } = props;
  const t = useText();
  const { status, message } = toFailure(error);
  if (status === 404 || status === 403) {
    return (
      <Empty
        title={t(status === 404 ? 'failure.notFound' : 'failure.denied')}
        more={message}
      />
    );
  }
  return (
    <>
      <ResponseErrorPanel title={t('failure.failed')} error={error} />
      {onRetry && (
        <Button variant="outlined" onClick={onRetry}>
          {t('general.retry')}
        </Button>
      )}
    </>
  );
};
