// A backend with the product and the bare route, on the database and port that it is given. It tells its parent when it is
// ready, with what there is to send, and what it has used whenever it is asked.
import { createBackend } from '@backstage/backend-defaults';
import changeManagementPlugin from 'backstage-plugin-change-management-backend';
import { barePlugin } from './bare';
import { form } from './forms';
import { busyService, people, services } from './organisation';
import { statements } from './statements';
import {
  catalogInMemory,
  configuration,
  narrowPolicy,
  notificationsNowhere,
  tokenIssuer,
  withoutSharedTasks,
} from './surroundings';
import { issueTokens } from './tokens';

/** Changes to request: standard ones, which go from their requester to the change manager at once. */
const forms = Array.from({ length: 100 }, (_, n) =>
  form(n, 'standard', [busyService]),
);

/** Milliseconds by which the clock of what is remembered is ahead. */
let ahead = 0;
const { now } = Date;
Date.now = () => now() + ahead;

async function start([connectionString, port, permissions, catalog]: string[]) {
  const { publicKey, tokens } = await issueTokens(people);
  const backend = createBackend();
  backend.add(
    configuration({
      connectionString,
      port: Number(port),
      permissions: permissions === 'on',
    }),
  );
  backend.add(tokenIssuer(publicKey));
  backend.add(withoutSharedTasks);
  backend.add(
    catalog === 'in memory'
      ? catalogInMemory
      : import('@backstage/plugin-catalog-backend'),
  );
  backend.add(notificationsNowhere);
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(narrowPolicy);
  backend.add(changeManagementPlugin);
  backend.add(barePlugin);
  await backend.start();
  process.send!({ bench: { tokens, busyService, services, forms } });
}

process.on('message', asked => {
  if (asked === 'end') {
    process.exit();
  }
  if (asked === 'later') {
    ahead += 31_000;
  }
  process.send!({ bench: { cpu: process.cpuUsage(), statements } });
});
process.on('disconnect', () => process.exit());
start(process.argv.slice(2));
