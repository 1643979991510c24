import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import {
  AuditEvent,
  ChangeView,
} from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { useAuditEvents } from '../../hooks';
import { useText } from '../../translation';
import {
  Empty,
  EntityName,
  LoadFailure,
  Markdown,
  RowSkeletons,
  Time,
} from '../display';
import { CommentBox, QuickEntry } from './Composer';
import { kindOf, tell, TimelineKind, timelineKinds } from './timeline';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(2, 0),
    padding: 0,
    borderLeft: `2px solid ${theme.palette.divider}`,
  },
  entry: { padding: theme.spacing(0.75, 0, 0.75, 2) },
  when: { color: theme.palette.text.secondary },
  text: {
    margin: theme.spacing(0.5, 0),
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    maxWidth: 800,
  },
}));

const Entry = ({ event }: { event: AuditEvent }) => {
  const classes = useStyles();
  const t = useText();
  const { sentence, entityRef, texts, automatic } = tell(event, t);
  return (
    <li className={classes.entry}>
      {!automatic && <EntityName entityRef={event.actor} />} {sentence}
      {entityRef && (
        <>
          {' '}
          <EntityName entityRef={entityRef} />
        </>
      )}
      {', '}
      <span className={classes.when}>
        <Time at={event.occurredAt} />
      </span>
      {texts.map(({ label, text }, index) => (
        <div key={index} className={classes.text}>
          {label && <span className={classes.when}>{label}</span>}
          <Markdown text={text} />
        </div>
      ))}
    </li>
  );
};

const Events = ({ id }: { id: string }) => {
  const classes = useStyles();
  const t = useText();
  const [kind, setKind] = useState<TimelineKind | ''>('');
  const { data, error, refetch, hasNextPage, fetchNextPage } =
    useAuditEvents(id);
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <RowSkeletons rows={5} />;
  }
  const events = data.pages
    .flatMap(({ items }) => items)
    .filter(event => !kind || kindOf(event) === kind);
  return (
    <>
      <TextField
        id="timeline-kind"
        select
        label={t('change.filter')}
        value={kind}
        onChange={event => setKind(event.target.value as TimelineKind | '')}
        variant="outlined"
        size="small"
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
      >
        <option value="">{t('change.everything')}</option>
        {timelineKinds.map(value => (
          <option key={value} value={value}>
            {t(`change.${value}`)}
          </option>
        ))}
      </TextField>
      {events.length === 0 && <Empty title={t('change.nothingHere')} />}
      <ol className={classes.list}>
        {events.map(event => (
          <Entry key={event.sequence} event={event} />
        ))}
      </ol>
      {hasNextPage && (
        <Button onClick={() => fetchNextPage()}>{t('general.showMore')}</Button>
      )}
    </>
  );
};

/** Everything that happened, in words, oldest first, and boxes to add to it. */
export const TimelineTab = ({ change }: { change: ChangeView }) => (
  <>
    {change.state === 'implementation' &&
      change.allowedActions.includes('log') && <QuickEntry change={change} />}
    <Events id={change.id} />
    {change.allowedActions.includes('comment') && (
      <CommentBox change={change} />
    )}
  </>
);
