import { usePermission } from '@backstage/plugin-permission-react';
import { changeCreatePermission } from 'backstage-plugin-change-management-common';

/** Whether the viewer may request changes at all; false while that is not known. */
export function useMayRequest(): boolean {
  return usePermission({ permission: changeCreatePermission }).allowed;
}
