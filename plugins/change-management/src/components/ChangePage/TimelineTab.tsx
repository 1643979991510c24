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
import {
  correctedBy,
  entryIdOf,
  happenedBefore,
  kindOf,
  tell,
  TimelineKind,
  timelineKinds,
} from './timeline';

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

const Entry = (props: {
  event: AuditEvent;
  /** The entry that corrects it. */
  correction?: AuditEvent;
  /** Begins to write an entry that corrects it. */
  onCorrect?: () => void;
}) => {
  const { event, correction, onCorrect } = props;
  const classes = useStyles();
  const t = useText();
  const { sentence, entityRef, texts, automatic } = tell(event, t);
  const happenedAt = happenedBefore(event);
  const corrects = correctedBy(event);
  return (
    <li className={classes.entry} id={`entry-${entryIdOf(event)}`}>
      {!automatic && <EntityName entityRef={event.actor} />}{' '}
      {correction ? <s>{sentence}</s> : sentence}
      {entityRef && (
        <>
          {' '}
          <EntityName entityRef={entityRef} />
        </>
      )}
      {', '}
      <span className={classes.when}>
        {happenedAt && (
          <>
            <Time at={happenedAt} />, {t('log.late')}{' '}
          </>
        )}
        <Time at={event.occurredAt} />
      </span>
      {corrects && (
        <>
          {' · '}
          <a href={`#entry-${corrects}`}>{t('log.corrects')}</a>
        </>
      )}
      {correction && (
        <>
          {' · '}
          <a href={`#entry-${entryIdOf(correction)}`}>{t('log.corrected')}</a>
        </>
      )}
      {onCorrect && !correction && (
        <Button size="small" color="primary" onClick={onCorrect}>
          {t('log.correct')}
        </Button>
      )}
      {texts.map(({ label, text }, index) => (
        <div key={index} className={classes.text}>
          {label && <span className={classes.when}>{label}</span>}
          <Markdown text={text} />
        </div>
      ))}
    </li>
  );
};

const Events = (props: {
  id: string;
  onCorrect?: (event: AuditEvent) => void;
}) => {
  const { id, onCorrect } = props;
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
  const all = data.pages.flatMap(({ items }) => items);
  const events = all.filter(event => !kind || kindOf(event) === kind);
  const corrections = new Map(
    all.map(event => [correctedBy(event), event] as const),
  );
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
          <Entry
            key={event.sequence}
            event={event}
            correction={corrections.get(entryIdOf(event))}
            onCorrect={
              onCorrect && event.type === 'logged'
                ? () => onCorrect(event)
                : undefined
            }
          />
        ))}
      </ol>
      {hasNextPage && (
        <Button onClick={() => fetchNextPage()}>{t('general.showMore')}</Button>
      )}
    </>
  );
};

/** Everything that happened, in words, oldest first, and boxes to add to it. */
export const TimelineTab = ({ change }: { change: ChangeView }) => {
  const [correcting, setCorrecting] = useState<AuditEvent>();
  const mayLog = change.allowedActions.includes('log');
  return (
    <>
      {mayLog && (change.state === 'implementation' || correcting) && (
        <QuickEntry
          change={change}
          corrects={correcting && entryIdOf(correcting)}
          onEnd={() => setCorrecting(undefined)}
        />
      )}
      <Events id={change.id} onCorrect={mayLog ? setCorrecting : undefined} />
      {change.allowedActions.includes('comment') && (
        <CommentBox change={change} />
      )}
    </>
  );
};
