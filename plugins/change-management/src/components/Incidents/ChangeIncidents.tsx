import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ChangeView,
  IncidentView,
} from 'backstage-plugin-change-management-common';
import { useIncidents } from '../../hooks';
import { useText } from '../../translation';
import { Time } from '../display';
import { IncidentLink } from './IncidentLink';
import { inPercent, MajorWord, SeverityWord } from './words';

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(3), overflowWrap: 'anywhere' },
  title: { fontWeight: 700 },
  list: {
    listStyle: 'none',
    margin: theme.spacing(0, 0, 1),
    padding: 0,
    '& > li': { padding: theme.spacing(0.5, 0) },
  },
}));

const Group = (props: { title: string; found: IncidentView[] }) => {
  const classes = useStyles();
  const t = useText();
  return props.found.length ? (
    <>
      {props.title}:
      <ul className={classes.list}>
        {props.found.map(incident => (
          <li key={incident.id}>
            <SeverityWord severity={incident.severity} />{' '}
            {incident.major && <MajorWord />}{' '}
            <IncidentLink incident={incident} />{' '}
            <Typography variant="body2" color="textSecondary" component="span">
              {incident.id}, <Time at={incident.startedAt} />{' '}
              {incident.suspect &&
                t('caused.share', {
                  share: inPercent(incident.suspect.confidence),
                })}
            </Typography>
          </li>
        ))}
      </ul>
    </>
  ) : null;
};

/** What went wrong by a change, or probably did, and what an emergency is for; nothing where there is none of it. */
export const ChangeIncidents = ({ change }: { change: ChangeView }) => {
  const classes = useStyles();
  const t = useText();
  const { id, actualStart, emergency } = change;
  const hasStarted = actualStart !== undefined;
  const caused = useIncidents({ causedBy: id }, hasStarted);
  const suspected = useIncidents({ suspectedOf: id }, hasStarted);
  const answered = useIncidents(
    { ref: emergency?.incidentRef },
    emergency !== undefined,
  );
  const groups = [
    { title: t('caused.caused'), query: caused },
    { title: t('caused.suspected'), query: suspected },
    { title: t('caused.answers'), query: answered },
  ].map(({ title, query: { data } }) => ({
    title,
    found: data?.pages.flatMap(({ items }) => items) ?? [],
  }));
  return groups.some(({ found }) => found.length) ? (
    <section className={classes.root}>
      <Typography
        variant="subtitle1"
        component="h3"
        gutterBottom
        className={classes.title}
      >
        {t('caused.title')}
      </Typography>
      {groups.map(group => (
        <Group key={group.title} {...group} />
      ))}
    </section>
  ) : null;
};
