// What it costs to preview a change in a catalog of 20,000 entities and 60,000 relations.
import { table } from './table.mjs';
import { ask, databaseOf } from './postgres.mjs';
import { fillCatalog, startBackend } from './programs.mjs';

const PREVIEWS = 200;
/** Milliseconds that a preview of the busiest entity may take, whatever is known of it. */
const AIM = 300;

/** How much there is, the entity with most relations, and others by chance. */
async function look(catalog) {
  return ask(
    catalog,
    `WITH busy AS (
       SELECT source_entity_ref AS ref, count(*) FROM relations GROUP BY 1 ORDER BY 2 DESC LIMIT 1
     ), others AS (
       SELECT entity_ref FROM final_entities WHERE entity_ref ~ '^(component|resource|api|system):.*-\\d+$'
       AND entity_ref <> (SELECT ref FROM busy) ORDER BY random() LIMIT ${PREVIEWS}
     )
     SELECT (SELECT ref FROM busy) AS busiest, (SELECT count FROM busy) AS degree,
       (SELECT count(*) FROM final_entities) AS entities, (SELECT count(*) / 2 FROM relations) AS relations,
       (SELECT array_agg(entity_ref) FROM others) AS others`,
  );
}

function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

/** Asks for one preview and waits for it; gives the ms that it took. */
async function preview({ url, toSend }, affectedEntities) {
  const { tokens, forms } = toSend;
  const began = performance.now();
  const response = await fetch(`${url}/api/change-management/changes/preview`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokens.requester}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ ...forms[0], affectedEntities }),
  });
  const answer = await response.text();
  const taken = performance.now() - began;
  if (!response.ok || answer.includes('"exists":false')) {
    throw new Error(`No preview: ${answer.slice(0, 500)}`);
  }
  return taken;
}

/** Previews one after the other; `isOutOfDate` makes all that is remembered of the catalog, and of the person, too old. */
async function measure(backend, times, affected, { isOutOfDate } = {}) {
  const taken = [];
  const before = await backend.used();
  for (let n = 0; n < times; n++) {
    if (isOutOfDate) {
      await backend.later();
    }
    taken.push(await preview(backend, affected(n)));
  }
  const { cpu } = await backend.used();
  taken.sort((a, b) => a - b);
  return {
    previews: times,
    p50: quantile(taken, 0.5),
    p99: quantile(taken, 0.99),
    longest: taken[taken.length - 1],
    cpu:
      (cpu.user + cpu.system - before.cpu.user - before.cpu.system) /
      1000 /
      times,
  };
}

function toTable(results) {
  return table([
    ['', 'previews', 'p50 ms', 'p99 ms', 'longest ms', 'CPU ms'],
    ...Object.entries(results).map(([name, { previews, ...times }]) => [
      name,
      `${previews}`,
      ...['p50', 'p99', 'longest', 'cpu'].map(key => times[key].toFixed(1)),
    ]),
  ]);
}

/** @returns by name: ms (p50, p99 and the longest; CPU of the backend) of previews, one after the other */
export async function benchImpact(connectionString) {
  const catalog = databaseOf(connectionString, 'backstage_plugin_catalog');
  const start = () => startBackend(connectionString, 'off', 'its own catalog');
  let backend = await start();
  await fillCatalog(catalog);
  const landscape = await look(catalog);
  const { busiest, others } = landscape;
  const { entities, relations, degree } = landscape;
  console.log(
    `\n### Previews among ${entities} entities with ${relations} relations; ${busiest} has ${degree} of them\n`,
  );
  // What the first request of all costs, whatever it is about.
  const firstOfAny = await measure(backend, 1, () => [others[0]]);
  await backend.stop();

  backend = await start();
  const results = {
    'any entity, the first of a new backend': firstOfAny,
    'busiest, the first of a new backend': await measure(backend, 1, () => [
      busiest,
    ]),
    // Beside another entity each time, so that the blast radius is not one that is known.
    'busiest, nothing known': await measure(
      backend,
      PREVIEWS,
      n => [busiest, others[n]],
      { isOutOfDate: true },
    ),
    'busiest, read anew': await measure(backend, PREVIEWS, () => [busiest], {
      isOutOfDate: true,
    }),
    'busiest, known': await measure(backend, PREVIEWS, () => [busiest]),
    'any entity, nothing known': await measure(
      backend,
      PREVIEWS,
      n => [others[n]],
      { isOutOfDate: true },
    ),
  };
  await backend.stop();
  console.log(toTable(results));
  const { p99 } = results['busiest, nothing known'];
  console.log(
    `\npreview of the busiest entity: ${p99.toFixed(
      0,
    )} ms (p99), below ${AIM} ms: ${p99 < AIM ? 'met' : 'MISSED'}`,
  );
  return { entities, relations, busiest, degree, results };
}
