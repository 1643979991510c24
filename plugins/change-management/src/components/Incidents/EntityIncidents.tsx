import { Link, LinkButton } from '@backstage/core-components';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { incidentRecorders } from 'backstage-plugin-change-management-common';
import { useMe } from '../../hooks';
import { incidentsRouteRef, newIncidentRouteRef } from '../../routes';
import { useText } from '../../translation';
import { IncidentsTable } from './IncidentsTable';
import { useRecently } from './useRecently';

/** Owners may record what happened to what is theirs, and who holds a role anywhere. */
function useMayRecord(): boolean {
  const { entity } = useEntity();
  const { data: me } = useMe();
  const owners = (entity.relations ?? []).filter(
    ({ type }) => type === RELATION_OWNED_BY,
  );
  return (
    me !== undefined &&
    (me.roles.some(({ role }) => incidentRecorders.includes(role)) ||
      owners.some(({ targetRef }) => me.ownership.includes(targetRef)))
  );
}

/** What went wrong of late with an entity, or with the parts of a system or domain. */
export const EntityIncidents = (props: {
  entityRef: string;
  scope: 'self' | 'members';
}) => {
  const { entityRef, scope } = props;
  const t = useText();
  const from = useRecently();
  const mayRecord = useMayRecord();
  const query = new URLSearchParams({ entityRef });
  const allPath = useRouteRef(incidentsRouteRef)();
  const newPath = useRouteRef(newIncidentRouteRef)();
  return (
    <Box component="section" mb={3}>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('incident.title')}
      </Typography>
      <IncidentsTable
        query={{ entityRef, scope, from, limit: 5 }}
        empty={
          <Typography color="textSecondary" paragraph>
            {t('incident.noneOfEntity')}
          </Typography>
        }
      />
      <Box display="flex" flexWrap="wrap" alignItems="center" mt={1}>
        <Link to={`${allPath}?${query}`}>{t('incident.all')}</Link>
        {mayRecord && (
          <LinkButton to={`${newPath}?${query}`}>
            {t('incident.new')}
          </LinkButton>
        )}
      </Box>
    </Box>
  );
};
