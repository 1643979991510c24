import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { IncidentView } from 'backstage-plugin-change-management-common';
import { incidentRouteRef } from '../../routes';

/** A link to an incident, by what happened. */
export const IncidentLink = ({
  incident: { id, title },
}: {
  incident: Pick<IncidentView, 'id' | 'title'>;
}) => {
  const path = useRouteRef(incidentRouteRef)({ id });
  return <Link to={path}>{title}</Link>;
};
