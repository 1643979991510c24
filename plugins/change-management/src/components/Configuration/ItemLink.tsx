import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { ReactNode } from 'react';
import { configurationItemRouteRef } from '../../routes';

/** A link to a configuration item. */
export const ItemLink = (props: { id: string; children: ReactNode }) => {
  const { id, children } = props;
  return (
    <Link to={useRouteRef(configurationItemRouteRef)({ id })}>{children}</Link>
  );
};
