import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import {
  AuditEvent,
  ChangeEvent,
} from 'backstage-plugin-change-management-common';
import { useAuditEvents, useLastSeen, useMe } from '../../hooks';
import { useText } from '../../translation';
import { EntityName, Time } from '../display';
import { fieldName } from '../ChangeForm/fieldLabels';
import { FormField } from '../ChangeForm/values';
import { tell } from './timeline';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** What stood in an edited field before, where it is short enough to say. */
function earlierValues(event: AuditEvent): [field: string, value: string][] {
  const happened = { ...event.data, type: event.type } as ChangeEvent;
  return happened.type === 'edited'
    ? Object.entries(happened.fields).flatMap(([field, { from }]) =>
        typeof from === 'string' && from !== '' && from.length <= 200
          ? [[field, from] as [string, string]]
          : [],
      )
    : [];
}

const Entry = ({ event }: { event: AuditEvent }) => {
  const t = useText();
  const { sentence, entityRef, automatic } = tell(event, t);
  return (
    <li>
      {!automatic && <EntityName entityRef={event.actor} />} {sentence}
      {entityRef && (
        <>
          {' '}
          <EntityName entityRef={entityRef} />
        </>
      )}
      , <Time at={event.occurredAt} />
      {earlierValues(event).map(([field, value]) => (
        <div key={field}>
          {fieldName(field as FormField, t)} – {t('judgement.was', { value })}
        </div>
      ))}
    </li>
  );
};

/** What others did to the change since this person last had it before them. */
export const SinceLastLook = ({ id }: { id: string }) => {
  const classes = useStyles();
  const t = useText();
  const { data: me } = useMe();
  const { data } = useAuditEvents(id);
  const events = data?.pages.flatMap(({ items }) => items) ?? [];
  const seen = useLastSeen(id, events[events.length - 1]?.sequence);
  const news =
    seen === undefined
      ? []
      : events.filter(
          ({ sequence, actor }) => sequence > seen && actor !== me?.userRef,
        );
  return me && news.length ? (
    <Alert severity="info" className={classes.root}>
      <AlertTitle>{t('judgement.sinceYouLooked')}</AlertTitle>
      <ul className={classes.list}>
        {news.map(event => (
          <Entry key={event.sequence} event={event} />
        ))}
      </ul>
    </Alert>
  ) : null;
};
