import { makeStyles } from '@material-ui/core/styles';
import { useIncidents } from '../../hooks';
import { useText } from '../../translation';
import { Time } from '../display';
import { IncidentLink } from './IncidentLink';
import { useRecently } from './useRecently';
import { SeverityWord } from './words';

const atMost = 3;

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '& > li': { marginTop: theme.spacing(0.75) },
  },
}));

/** The last incidents of some entities, for whoever decides on a change of them. */
export const RecentIncidents = ({ entityRefs }: { entityRefs: string[] }) => {
  const classes = useStyles();
  const t = useText();
  const from = useRecently();
  const { data } = useIncidents({
    entityRef: entityRefs.join(','),
    from,
    limit: atMost,
  });
  const found = data?.pages[0].items ?? [];
  return found.length ? (
    <ul className={classes.list} aria-label={t('incident.recent')}>
      {found.map(incident => (
        <li key={incident.id}>
          <div>
            <IncidentLink incident={incident} />
          </div>
          <SeverityWord severity={incident.severity} />{' '}
          <Time at={incident.startedAt} short />
        </li>
      ))}
    </ul>
  ) : (
    <>{t('incident.noneOfEntity')}</>
  );
};
