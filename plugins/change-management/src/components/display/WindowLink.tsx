import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { windowRouteRef } from '../../routes';

/** A link to a window or freeze, by its number. */
export const WindowLink = ({ id }: { id: string }) => (
  <Link to={useRouteRef(windowRouteRef)({ id })}>{id}</Link>
);
