import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import {
  IncidentQueryInput,
  incidentCauses,
  incidentRecorders,
  incidentSeverities,
} from 'backstage-plugin-change-management-common';
import { useMe } from '../../hooks';
import { newIncidentRouteRef } from '../../routes';
import { useQueryState } from '../../routing';
import { useText } from '../../translation';
import { affectableKinds, EntityPicker } from '../CatalogPicker';
import { Empty } from '../display';
import { LimitedTo, limitNames, SelectField } from '../fields';
import { IncidentsTable } from './IncidentsTable';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  },
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    margin: theme.spacing(2, 0),
    '& > *': { minWidth: 160, flex: '1 1 160px', maxWidth: 320 },
  },
}));

// Those without a field are what other pages lead here with.
const filterNames = [
  'entityRef',
  'scope',
  'severity',
  'cause',
  'causedBy',
  ...limitNames,
] as const;

/** Ways to look at them that are more than one filter. */
const which = {
  open: { open: 'true' },
  ended: { open: 'false' },
  major: { major: 'true' },
} as const;

function queryOf(params: URLSearchParams): IncidentQueryInput {
  const filters = Object.fromEntries(
    filterNames.flatMap(name => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const chosen = params.get('which') ?? '';
  const narrowed = chosen in which ? which[chosen as keyof typeof which] : {};
  return { ...filters, ...narrowed };
}

const Filters = () => {
  const classes = useStyles();
  const t = useText();
  const [params, update] = useQueryState();
  const select = (
    name: 'severity' | 'cause' | 'which',
    label: string,
    options: [string, string][],
  ) => (
    <SelectField
      id={`incidents-${name}`}
      label={label}
      value={params.get(name) ?? ''}
      empty={t('incident.any')}
      options={options}
      onChange={value => update({ [name]: value })}
    />
  );
  return (
    <div
      className={classes.filters}
      role="group"
      aria-label={t('incident.filters')}
    >
      <EntityPicker
        id="incidents-entity"
        label={t('incident.entity')}
        kinds={affectableKinds}
        size="small"
        value={params.get('entityRef') ?? ''}
        onChange={value => update({ entityRef: value })}
      />
      {select('which', t('incident.which'), [
        ['open', t('incident.openOnly')],
        ['ended', t('incident.endedOnly')],
        ['major', t('incident.majorOnly')],
      ])}
      {select(
        'severity',
        t('incident.severity'),
        [...incidentSeverities]
          .reverse()
          .map(value => [value, t(`severity.${value}`)]),
      )}
      {select(
        'cause',
        t('incident.cause'),
        incidentCauses.map(value => [value, t(`cause.${value}`)]),
      )}
    </div>
  );
};

/** What went wrong, the last first, and what caused it. */
export const IncidentsPage = () => {
  const classes = useStyles();
  const t = useText();
  const [params, update] = useQueryState();
  const { data: me } = useMe();
  const newPath = useRouteRef(newIncidentRouteRef)();
  const query = queryOf(params);
  const isFiltered = Object.keys(query).length > 0;
  const mayRecord = me?.roles.some(({ role }) =>
    incidentRecorders.includes(role),
  );
  return (
    <>
      <div className={classes.head}>
        <Typography variant="h5" component="h2">
          {t('incident.title')}
        </Typography>
        {mayRecord && (
          <LinkButton
            to={newPath}
            variant="contained"
            color="primary"
            startIcon={<AddIcon />}
          >
            {t('incident.new')}
          </LinkButton>
        )}
      </div>
      <Typography variant="body2" color="textSecondary">
        {t('incident.help')}
      </Typography>
      <Filters />
      <LimitedTo params={params} update={update} />
      <IncidentsTable
        query={{ scope: 'members', ...query }}
        empty={
          <Empty
            title={t('incident.none')}
            more={t(isFiltered ? 'incident.noneFound' : 'incident.noneMore')}
          />
        }
      />
    </>
  );
};
