import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav';
import { signInModule } from './signIn';

/**
 * The demo portal. Its plugins are found by feature discovery (`app.packages`
 * in the configuration): change management needs no code here.
 */
export const app = createApp({ features: [navModule, signInModule] });
