// What it costs to seal the events of a large organisation, and to verify all of them: seconds, and memory at its peak.
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { RecordEvent } from 'backstage-plugin-change-management-common';
import knexFactory from 'knex';
import { resolve } from 'node:path';
import { cpuMeter } from './postgres.mjs';
import {
  emptyChain,
  linkTo,
} from '../../plugins/change-management-backend/src/audit/chain';
import { createAudit } from '../../plugins/change-management-backend/src/audit/createAudit';
import { toCanonicalJson } from '../../plugins/change-management-backend/src/platform/canonical';

/** Events of each record, and what each says: about a kilobyte, as those of changes do. */
const EVENTS = 20;
const text = 'What was done, and why it had to be done. '.repeat(18);

function row(event: RecordEvent) {
  return {
    subject: event.subject,
    sequence: event.sequence,
    type: event.type,
    actor: event.actor,
    occurred_at: event.occurredAt,
    data: toCanonicalJson(event.data),
    previous_hash: event.previousHash,
    hash: event.hash,
  };
}

/** Seconds by the clock and of CPU, of this process and of the database, and memory at its peak beside that at the beginning. */
async function timed<T>(
  what: string,
  databaseCpu: () => number | undefined,
  act: () => Promise<T>,
): Promise<T> {
  const mebibytes = () => Math.round(process.memoryUsage().rss / 2 ** 20);
  const atFirst = mebibytes();
  let peak = atFirst;
  const look = setInterval(() => {
    peak = Math.max(peak, mebibytes());
  }, 100);
  const begin = performance.now();
  const cpu = process.cpuUsage();
  const ofDatabase = databaseCpu() ?? NaN;
  const result = await act();
  clearInterval(look);
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `${what}: ${seconds.toFixed(1)} s; CPU ${((user + system) / 1e6).toFixed(
      1,
    )} s, of the database ${(
      ((databaseCpu() ?? NaN) - ofDatabase) /
      1000
    ).toFixed(1)} s; at most ${peak} MiB, ${atFirst} MiB before`,
  );
  return result;
}

async function main(connection: string, size: number) {
  const knex = knexFactory({ client: 'pg', connection });
  const databaseCpu = await cpuMeter(connection);
  await knex.migrate.latest({
    directory: resolve('plugins/change-management-backend/migrations'),
  });
  // A thousand records at a time go on in turns, so that the event before one stands a thousand positions behind it.
  const together = Math.min(1000, size / EVENTS);
  for (let subject = 0; subject < size / EVENTS; subject += together) {
    const events = Array.from({ length: together }, (_, i) =>
      linkTo(
        { subject: `record:${subject + i}` },
        emptyChain,
        Array.from({ length: EVENTS }, () => ({ type: 'noted', text })),
        { actor: 'user:default/salma', at: '2026-01-01T00:00:00.000Z' },
      ),
    )
      .flat()
      .sort((a, b) => a.sequence - b.sequence);
    for (let at = 0; at < events.length; at += 2000) {
      await knex('record_events').insert(events.slice(at, at + 2000).map(row));
    }
  }
  await knex.raw('ANALYZE');
  const audit = createAudit({
    database: knex,
    config: new ConfigReader({
      changeManagement: {
        audit: {
          origin: 'bench',
          signingKeys: [{ privateKey: Buffer.alloc(32, 1).toString('base64') }],
        },
      },
    }),
    logger: mockServices.rootLogger({ level: 'none' }),
    clock: () => new Date(),
    notices: { enqueue: async () => {}, deliverSoon() {} },
    securityManagers: [],
  });
  await timed(`${size} events sealed`, databaseCpu, () => audit.sealer.seal());
  await knex.raw('ANALYZE');
  const verdict = await timed(`${size} events verified`, databaseCpu, () =>
    audit.verifier.verify({}),
  );
  if (!verdict.ok || verdict.checked !== size) {
    throw new Error(`Not sound: ${JSON.stringify(verdict)}`);
  }
  await timed('one proof of inclusion', databaseCpu, () =>
    audit.proofs.inclusion({ leaf: Math.floor(size / 3) }),
  );
  await knex.destroy();
}

main(process.argv[2], Number(process.argv[3])).catch(error => {
  console.error(error);
  process.exit(1);
});
