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
     SELECT (SELECT ref FROM busy) AS busiest, (SELECT count FROM busy) AS of_busiest,
       (SELECT count(*) FROM final_entities) AS entities, (SELECT count(*) / 2 FROM relations) AS relations,
       (SELECT array_agg(entity_ref) FROM others) AS others`,
  );
}

function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

/** Asks for one preview after the other; `before` prepares each. */
async function measure(times, preview, before = async () => {}) {
  const taken = [];
  for (let n = 0; n < times; n++) {
    await before();
    taken.push(await preview(n));
  }
  taken.sort((a, b) => a - b);
  return {
    previews: times,
    p50: quantile(taken, 0.5),
    p99: quantile(taken, 0.99),
    most: taken[taken.length - 1],
  };
}

async function previewer({ url, toSend }) {
  const { tokens, forms } = toSend;
  return async affectedEntities => {
    const began = performance.now();
    const response = await fetch(
      `${url}/api/change-management/changes/preview`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tokens.requester}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ ...forms[0], affectedEntities }),
      },
    );
    const answer = await response.json();
    const taken = performance.now() - began;
    if (!response.ok || !answer.impact.direct.every(({ exists }) => exists)) {
      throw new Error(`No preview: ${JSON.stringify(answer).slice(0, 500)}`);
    }
    return taken;
  };
}

/** @returns ms by name: of the first preview of a new backend, then p50 and p99 of more, one after the other */
export async function benchImpact(connectionString) {
  const catalog = databaseOf(connectionString, 'backstage_plugin_catalog');
  let backend = await startBackend(connectionString, 'off', 'its own catalog');
  await fillCatalog(catalog);
  await backend.stop();
  const {
    busiest,
    of_busiest: degree,
    others,
    ...counts
  } = await look(catalog);
  console.log(
    `\n### Preview: ${counts.entities} entities, ${counts.relations} relations; ${busiest} has ${degree}\n`,
  );

  backend = await startBackend(connectionString, 'off', 'its own catalog');
  const preview = await previewer(backend);
  // So that all that is remembered of the catalog, and of the person, is out of date.
  const later = () => backend.later();
  const results = {
    'busiest, the first of a new backend': await measure(1, () =>
      preview([busiest]),
    ),
    // Beside another entity each time, so that the blast radius is not one that is known.
    'busiest, nothing known': await measure(
      PREVIEWS,
      n => preview([busiest, others[n]]),
      later,
    ),
    'busiest, read anew': await measure(
      PREVIEWS,
      () => preview([busiest]),
      later,
    ),
    'busiest, known': await measure(PREVIEWS, () => preview([busiest])),
    'any entity, nothing known': await measure(
      PREVIEWS,
      n => preview([others[n]]),
      later,
    ),
  };
  await backend.stop();
  console.log(
    table([
      ['', 'previews', 'p50 ms', 'p99 ms', 'longest ms'],
      ...Object.entries(results).map(([name, { previews, p50, p99, most }]) => [
        name,
        `${previews}`,
        ...[p50, p99, most].map(ms => ms.toFixed(1)),
      ]),
    ]),
  );
  const { p99 } = results['busiest, nothing known'];
  console.log(
    `\npreview of the busiest entity: ${p99.toFixed(
      0,
    )} ms (p99), below ${AIM} ms: ${p99 < AIM ? 'met' : 'MISSED'}`,
  );
  return { busiest, degree, ...counts, results };
}
