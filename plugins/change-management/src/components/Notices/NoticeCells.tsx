import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import FormHelperText from '@material-ui/core/FormHelperText';
import CheckIcon from '@material-ui/icons/Check';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import ScheduleIcon from '@material-ui/icons/Schedule';
import {
  NoticeDelivery,
  NoticeReader,
  NoticeView,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { EntityName, EntityNames, Time } from '../display';
import { Word } from '../display/Word';
import { useAcknowledge } from './useAcknowledge';

const useStyles = makeStyles(theme => ({
  plain: { listStyle: 'none', margin: 0, padding: 0 },
  quiet: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.caption.fontSize,
    overflowWrap: 'anywhere',
  },
  summary: { cursor: 'pointer' },
}));

const Reader = ({ reader }: { reader: NoticeReader }) => {
  const t = useText();
  const { userRef, manner, handedOverAt } = reader;
  const how = {
    direct: '',
    bundled: handedOverAt ? t('notice.bundled') : t('notice.waitsForDigest'),
    muted: t('notice.muted'),
  }[manner];
  return (
    <li>
      <EntityName entityRef={userRef} />
      {how && `, ${how}`}
      {handedOverAt && (
        <>
          , <Time at={handedOverAt} short />
        </>
      )}
    </li>
  );
};

/** Whom it is addressed to, and who was behind the groups. */
export const Recipients = ({ notice }: { notice: NoticeView }) => {
  const classes = useStyles();
  const t = useText();
  const { recipients, addresses, readers, unreached } = notice;
  return (
    <>
      <EntityNames entityRefs={recipients} />
      {recipients.length > 0 && addresses.length > 0 && ', '}
      {addresses.join(', ')}
      {unreached && (
        <FormHelperText error>{t('notice.unreached')}</FormHelperText>
      )}
      {readers.length > 0 && (
        <details className={classes.quiet}>
          <summary className={classes.summary}>
            {t('notice.people', { count: readers.length })}
          </summary>
          <ul className={classes.plain}>
            {readers.map(reader => (
              <Reader key={reader.userRef} reader={reader} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
};

const looks = {
  waiting: [ScheduleIcon, 'neutral', 'notice.waiting'],
  failing: [ErrorOutlineIcon, 'bad', 'notice.failing'],
  'handed-over': [CheckIcon, 'good', 'notice.handedOver'],
} as const satisfies Record<NoticeDelivery['status'], unknown>;

const Delivery = ({ delivery }: { delivery: NoticeDelivery }) => {
  const classes = useStyles();
  const t = useText();
  const { channel, status, handedOverAt, failure, attempts } = delivery;
  const [icon, tone, text] = looks[status];
  return (
    <li>
      <Word text={t(text)} icon={icon} tone={tone} />{' '}
      {channel === 'notifications' ? t('notice.notifications') : channel}
      <div className={classes.quiet}>
        {handedOverAt && <Time at={handedOverAt} short />}
        {failure && (
          <>
            {failure}. {t('notice.attempts', { count: attempts })}{' '}
            <Time at={delivery.nextAttemptAt!} short />
          </>
        )}
      </div>
    </li>
  );
};

/** By which channels it left, and how far it has come by each. */
export const Deliveries = ({ notice }: { notice: NoticeView }) => {
  const classes = useStyles();
  return (
    <ul className={classes.plain}>
      {notice.deliveries.map(delivery => (
        <Delivery key={delivery.channel} delivery={delivery} />
      ))}
    </ul>
  );
};

/** Who has acknowledged it, and a button for those who may. */
export const Acknowledgements = ({ notice }: { notice: NoticeView }) => {
  const classes = useStyles();
  const t = useText();
  const { acknowledgements, mayAcknowledge } = notice;
  const { acknowledge, failure, isSending } = useAcknowledge(notice.id);
  return (
    <>
      <ul className={classes.plain}>
        {acknowledgements.map(({ userRef, at }) => (
          <li key={userRef}>
            <EntityName entityRef={userRef} />
            <div className={classes.quiet}>
              <Time at={at} short />
            </div>
          </li>
        ))}
      </ul>
      {mayAcknowledge && (
        <Button
          size="small"
          variant="outlined"
          onClick={acknowledge}
          disabled={isSending}
        >
          {t('notice.acknowledge')}
        </Button>
      )}
      {!mayAcknowledge && acknowledgements.length === 0 && (
        <span className={classes.quiet}>{t('notice.nobodyYet')}</span>
      )}
      {failure && (
        <FormHelperText error>
          {t('notice.notAcknowledged', { reason: failure })}
        </FormHelperText>
      )}
    </>
  );
};
