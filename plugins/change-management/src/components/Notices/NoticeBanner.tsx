import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { NoticeView } from 'backstage-plugin-change-management-common';
import { useMe, useNotices } from '../../hooks';
import { useText } from '../../translation';
import { useAcknowledge } from './useAcknowledge';

const useStyles = makeStyles(theme => ({
  root: {
    marginBottom: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { flexWrap: 'wrap' },
  },
  message: { flex: '1 1 240px' },
}));

const Told = ({ notice }: { notice: NoticeView }) => {
  const classes = useStyles();
  const t = useText();
  const { acknowledge, failure, isSending } = useAcknowledge(notice.id);
  return (
    <Alert
      severity={failure ? 'error' : 'info'}
      classes={classes}
      action={
        <Button color="inherit" onClick={acknowledge} disabled={isSending}>
          {t('notice.acknowledge')}
        </Button>
      }
    >
      <AlertTitle>{notice.title}</AlertTitle>
      {failure
        ? t('notice.notAcknowledged', { reason: failure })
        : notice.description}
    </Alert>
  );
};

/** What the viewer was told in advance last, until they acknowledge it. */
export const NoticeBanner = ({ id }: { id: string }) => {
  const { data } = useNotices(id);
  const { data: me } = useMe();
  const latest = data?.pages
    .flatMap(({ items }) => items)
    .find(
      ({ purpose, mayAcknowledge, acknowledgements }) =>
        purpose === 'advance' &&
        (mayAcknowledge ||
          acknowledgements.some(({ userRef }) => userRef === me?.userRef)),
    );
  return latest?.mayAcknowledge ? (
    <Told key={latest.id} notice={latest} />
  ) : null;
};
