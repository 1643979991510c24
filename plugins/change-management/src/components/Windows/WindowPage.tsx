import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  WindowView,
  WindowWithHistory,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useWindow } from '../../hooks';
import { windows as messages } from '../../messages/windows';
import { scheduleRouteRef, windowRouteRef } from '../../routes';
import { useChangeId } from '../../routing';
import { useText } from '../../translation';
import {
  EntityName,
  formatDuration,
  RecordPage,
  Time,
  TimeRange,
} from '../display';
import { MovesDifference } from './MovesDifference';
import { ScopeInWords } from './ScopeInWords';
import { WindowActions } from './WindowActions';
import { WindowKindWord, WindowStatusWord } from './words';

const useStyles = makeStyles(theme => ({
  words: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  facts: {
    margin: theme.spacing(2, 0),
    '& > div': {
      padding: theme.spacing(0.5, 0),
      [theme.breakpoints.up('sm')]: {
        display: 'grid',
        gridTemplateColumns: '160px minmax(0, 80ch)',
        columnGap: theme.spacing(2),
      },
    },
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  history: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '& > li': { padding: theme.spacing(0.5, 0) },
  },
}));

const Facts = ({ window }: { window: WindowView }) => {
  const classes = useStyles();
  const t = useText();
  const schedulePath = useRouteRef(scheduleRouteRef)();
  const { next, start, durationMinutes, recurrence } = window;
  const end = new Date(
    Date.parse(start) + durationMinutes * 60_000,
  ).toISOString();
  const by = (who: string | undefined, at: string | undefined) =>
    who && at ? (
      <>
        <EntityName entityRef={who} />, <Time at={at} short />
      </>
    ) : undefined;
  const facts: [name: string, value: ReactNode][] = [
    [t('window.reason'), window.reason],
    [t('window.scope'), <ScopeInWords scope={window.scope} />],
    [
      t(recurrence ? 'window.firstStart' : 'window.when'),
      <>
        <TimeRange start={start} end={end} />
        {` · ${t('form.lasts', { duration: formatDuration(start, end) })}`}
      </>,
    ],
    [
      t('window.recurrence'),
      recurrence && `${recurrence} (${window.timeZone})`,
    ],
    [
      t('window.next'),
      recurrence &&
        (next ? (
          <Link to={`${schedulePath}?view=day&date=${next.start.slice(0, 10)}`}>
            <TimeRange {...next} short />
          </Link>
        ) : (
          t('window.noNext')
        )),
    ],
    [t('window.draftedBy'), by(window.createdBy, window.createdAt)],
    [t('window.approvedBy'), by(window.approvedBy, window.approvedAt)],
    [t('window.retiredBy'), by(window.retiredBy, window.retiredAt)],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
};

type Act = keyof (typeof messages)['windowAct'];

const History = ({ window }: { window: WindowWithHistory }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <section>
      <Typography variant="h6" component="h3">
        {t('window.history')}
      </Typography>
      <ul className={classes.history}>
        {[...window.history].reverse().map(event => (
          <li key={event.sequence}>
            <EntityName entityRef={event.actor} />{' '}
            {event.type in messages.windowAct
              ? t(`windowAct.${event.type as Act}`)
              : event.type}
            , <Time at={event.occurredAt} short />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Content = ({ window }: { window: WindowWithHistory }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <>
      <Typography variant="h4" component="h2" gutterBottom>
        {window.title}
      </Typography>
      <div className={classes.words}>
        <WindowKindWord kind={window.kind} />
        <WindowStatusWord status={window.status} />
      </div>
      <Facts window={window} />
      {window.status === 'draft' && (
        <MovesDifference
          moves={[{ windowId: window.id, status: 'approved' }]}
          help={t('window.previewHelp')}
        />
      )}
      <WindowActions window={window} />
      <History window={window} />
    </>
  );
};

/** One window or freeze: when, for what, why; a draft with what it would mean; everything that happened to it. */
export const WindowPage = () => {
  const id = useChangeId();
  const record = useWindow(id);
  const href = useRouteRef(windowRouteRef)({ id });
  return (
    <RecordPage record={record} label={record.data?.title ?? id} href={href}>
      {window => <Content window={window} />}
    </RecordPage>
  );
};
