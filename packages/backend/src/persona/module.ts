import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authOwnershipResolutionExtensionPoint,
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  personaAuthenticator,
  refusalOutsideDevelopment,
  signInAsPersona,
} from './authenticator';
import { NestedGroupOwnership } from './NestedGroupOwnership';
import { createPeopleRouter } from './people';

/**
 * Sign-in as one of the people of the demo organisation, with no password:
 * the provider `persona` takes the header `x-persona: user:default/<name>`.
 * It answers only in development.
 */
export const personaModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'persona',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        ownership: authOwnershipResolutionExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
      },
      async init({ providers, ownership, auth, catalog, httpRouter, logger }) {
        const refusal = refusalOutsideDevelopment();
        if (refusal) {
          logger.warn(refusal.message);
        }
        providers.registerProvider({
          providerId: 'persona',
          factory: createProxyAuthProviderFactory({
            authenticator: personaAuthenticator,
            signInResolver: signInAsPersona,
          }),
        });
        ownership.setAuthOwnershipResolver(
          new NestedGroupOwnership(catalog, auth),
        );
        // The auth plugin leaves all its routes open to those not signed in.
        httpRouter.use(createPeopleRouter({ catalog, auth }));
      },
    });
  },
});
