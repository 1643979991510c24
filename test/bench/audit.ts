// What it costs to seal the events of a large organisation, and to verify all of them: seconds, and memory at its peak.
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { RecordEvent } from 'backstage-plugin-change-management-common';
import knexFactory from 'knex';
import { resolve } from 'node:path';
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

async function timed<T>(what: string, act: () => Promise<T>): Promise<T> {
  let peak = 0;
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 100);
  const begin = performance.now();
  const result = await act();
  clearInterval(look);
  const seconds = (performance.now() - begin) / 1000;
  console.log(
    `${what}: ${seconds.toFixed(1)} s, at most ${Math.round(
      peak / 2 ** 20,
    )} MiB`,
  );
  return result;
}

async function main(connection: string, size: number) {
  const knex = knexFactory({ client: 'pg', connection });
  await knex.migrate.latest({
    directory: resolve('plugins/change-management-backend/migrations'),
  });
  for (let subject = 0; subject < size / EVENTS; subject += 100) {
    const events = Array.from({ length: 100 }, (_, i) =>
      linkTo(
        { subject: `record:${subject + i}` },
        emptyChain,
        Array.from({ length: EVENTS }, () => ({ type: 'noted', text })),
        { actor: 'user:default/salma', at: '2026-01-01T00:00:00.000Z' },
      ),
    ).flat();
    await knex('record_events').insert(events.map(row));
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
  });
  await timed(`${size} events sealed`, () => audit.sealer.seal());
  await knex.raw('ANALYZE');
  const verdict = await timed(`${size} events verified`, () =>
    audit.verifier.verify({}),
  );
  if (!verdict.ok || verdict.checked !== size) {
    throw new Error(`Not sound: ${JSON.stringify(verdict)}`);
  }
  await timed('one proof of inclusion', () =>
    audit.proofs.inclusion({ leaf: Math.floor(size / 3) }),
  );
  await knex.destroy();
}

main(process.argv[2], Number(process.argv[3])).catch(error => {
  console.error(error);
  process.exit(1);
});
