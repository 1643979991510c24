import { usePermission } from '@backstage/plugin-permission-react';
import { QueryClient } from '@tanstack/react-query';
import { changeCreatePermission } from 'backstage-plugin-change-management-common';
import { useMe } from './queries';

/** Whether the viewer may request changes at all; false while that is not known. Whoever audits may not. */
export function useMayRequest(client?: QueryClient): boolean {
  const { allowed } = usePermission({ permission: changeCreatePermission });
  const { data: me } = useMe(client);
  return allowed && !me?.roles.some(({ role }) => role === 'auditor');
}
