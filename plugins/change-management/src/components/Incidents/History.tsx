import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  IncidentWithHistory,
  RecordEvent,
} from 'backstage-plugin-change-management-common';
import { Text, useText } from '../../translation';
import { EntityName, Time } from '../display';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '& > li': { padding: theme.spacing(0.5, 0) },
  },
}));

const plain = ['recorded', 'reported', 'edited'] as const;

function inWords({ type, data }: RecordEvent, t: Text): string {
  const known = plain.find(name => name === type);
  if (known) {
    return t(`incidentAct.${known}`);
  }
  const { changeId } = data;
  if (changeId === null) {
    return t('incidentAct.cleared');
  }
  if (typeof changeId !== 'string') {
    return t('incidentAct.hidden');
  }
  return type === 'candidate-rejected'
    ? t('incidentAct.candidate-rejected', { change: changeId })
    : t('incidentAct.attributed', { change: changeId });
}

/** Everything that happened to the record, the last first. */
export const History = ({ incident }: { incident: IncidentWithHistory }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <section>
      <Typography variant="h6" component="h3">
        {t('incident.history')}
      </Typography>
      <ul className={classes.list}>
        {[...incident.history].reverse().map(event => (
          <li key={event.sequence}>
            <EntityName entityRef={event.actor} /> {inWords(event, t)},{' '}
            <Time at={event.occurredAt} short />
            {typeof event.data.reason === 'string' &&
              event.data.reason !== '' &&
              `: ${event.data.reason}`}
          </li>
        ))}
      </ul>
    </section>
  );
};
