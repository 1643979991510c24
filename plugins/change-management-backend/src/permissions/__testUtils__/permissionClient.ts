import {
  coreServices,
  createServiceFactory,
  PermissionsServiceRequestOptions,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { PermissionClient } from '@backstage/plugin-permission-common';

/** What the permission backend is sent by a plugin that asks for a user: mocked tokens forget that a plugin asks. */
function tokenOf(options: PermissionsServiceRequestOptions) {
  const { credentials } = options as { credentials: { principal: any } };
  return {
    token: mockCredentials.user.token(credentials.principal.userEntityRef, {
      actor: { subject: 'plugin:change-management' },
    }),
  };
}

/** Asks the permission backend over HTTP, as a portal does. */
export const permissionClient = createServiceFactory({
  service: coreServices.permissions,
  deps: {
    config: coreServices.rootConfig,
    discovery: coreServices.discovery,
  },
  factory(deps) {
    const client = new PermissionClient(deps);
    return {
      authorize: (requests, options) =>
        client.authorize(requests, tokenOf(options!)),
      authorizeConditional: (requests, options) =>
        client.authorizeConditional(requests, tokenOf(options!)),
    };
  },
});
