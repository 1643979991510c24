import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { ReactNode } from 'react';
import { changeRouteRef } from '../../routes';

/** A link to a change. */
export const ChangeLink = (props: { id: string; children: ReactNode }) => {
  const { id, children } = props;
  const path = useRouteRef(changeRouteRef)({ id });
  return <Link to={path}>{children}</Link>;
};
