import fc from 'fast-check';
import { people } from '../__testUtils__/organisation';
import { Story } from '../__testUtils__/story';
import { clausesOf, PipelineFacts } from '.';
import {
  approved,
  complete,
  draft,
  emergency,
  log,
  payments,
  start,
  started,
} from './__testUtils__/lives';

const { amina, tarik, salma, hind } = people;

const ci = 'pipeline:external/ci';
const at = '2026-12-01T13:00:00.000Z';
const told = { by: ci, at, environment: 'production' };
const last = {
  ...{ by: ci, at, entityRef: payments, environment: 'production' },
  ...{ version: '4.0.0', status: 'succeeded' as const },
};

function readWith(story: Story, id: string, pipelines?: PipelineFacts) {
  return clausesOf(story.change, { ...story.facts(hind), pipelines }).find(
    clause => clause.id === id,
  )!;
}

const evidenceOf = (story: Story, id: string, pipelines: PipelineFacts) =>
  readWith(story, id, pipelines).evidence;

describe('what the gate told', () => {
  it('stands with the tests for which it asks', () => {
    const story = started();
    expect(
      evidenceOf(story, '§4.1', { gate: { refused: 2, lastAllowed: told } }),
    ).toMatch(
      /passed\. The gate let pipeline:external\/ci through to production on 1 Dec 2026 13:00 UTC; it had refused 2 times\.$/,
    );
    expect(
      evidenceOf(story, '§4.1', { gate: { refused: 0, lastAllowed: told } }),
    ).toMatch(/through to production on 1 Dec 2026 13:00 UTC\.$/);
  });

  it('stands with what is missing, too', () => {
    const { status, evidence } = readWith(approved(), '§4.1', {
      gate: { refused: 1, lastRefused: told },
    });
    expect(status).toBe('open');
    expect(evidence).toMatch(
      /can record one\. The gate refused pipeline:external\/ci once, last for production on 1 Dec 2026 13:00 UTC\.$/,
    );
  });
});

describe('what was deployed', () => {
  it('stands with the log of the execution, in an emergency as well', () => {
    const one = { deployments: { number: 1, last } };
    const finished = started().do(tarik, log).do(tarik, complete('successful'));
    expect(evidenceOf(finished, '§4.3', one)).toMatch(
      /Requests pass; 1 entry is in the execution log\. 1 deployment was reported, the last by pipeline:external\/ci: component:default\/payments-api 4\.0\.0 in production, begun on 1 Dec 2026 13:00 UTC, succeeded\.$/,
    );
    expect(
      evidenceOf(emergency().do(amina, start), '§4.3', {
        deployments: { number: 3, last: { ...last, status: 'failed' } },
      }),
    ).toMatch(/ 3 deployments were reported, .* failed\.$/);
  });
});

describe('versions of configuration', () => {
  const story = () => {
    const made = started({ category: 'configuration' });
    made.change = {
      ...made.change,
      configured: [
        {
          ...{ itemId: 'CFG-7', name: 'vault.yaml', entityRef: payments },
          ...{ version: 4, digest: 'd', before: { version: 3, digest: 'c' } },
        },
        {
          ...{ itemId: 'CFG-9', name: 'shelf.yaml', entityRef: payments },
          ...{ version: 1, digest: 'e', restoredAs: 2 },
        },
      ],
    };
    return made;
  };

  it('document themselves, by their numbers alone', () => {
    const { status, evidence } = readWith(story(), '§6.2');
    expect(status).toBe('met');
    expect(evidence).toMatch(
      /The history of configuration says what it made: CFG-7 of component:default\/payments-api, version 4; CFG-9 of component:default\/payments-api, version 1, set back as version 2\.$/,
    );
  });

  it('are named in no clause: not all who read a change may read them', () => {
    const { change } = story();
    const texts = JSON.stringify(clausesOf(change, story().facts(hind)));
    expect(texts).not.toMatch(/vault|shelf/);
    expect(texts).toContain('CFG-7');
  });
});

it('is evidence and decides nothing', () => {
  const lives = [
    draft(),
    approved(),
    started(),
    emergency().do(amina, start),
    draft().do(amina, { type: 'cancel' }),
    started().do(tarik, complete('unsuccessful')),
    approved().do(salma, { type: 'hold', reason: 'Wait' }),
  ];
  const answer = fc.option(fc.constant(told), { nil: undefined });
  const facts: fc.Arbitrary<PipelineFacts> = fc.record({
    gate: fc.option(
      fc.record({
        refused: fc.nat(3),
        lastRefused: answer,
        lastAllowed: answer,
      }),
      { nil: undefined },
    ),
    deployments: fc.option(
      fc.record({ number: fc.nat(3), last: fc.constant(last) }),
      { nil: undefined },
    ),
  });
  let added = 0;
  fc.assert(
    fc.property(fc.constantFrom(...lives), facts, (story, pipelines) => {
      const without = clausesOf(story.change, story.facts(hind));
      const withThem = clausesOf(story.change, {
        ...story.facts(hind),
        pipelines,
      });
      withThem.forEach((clause, i) => {
        expect(clause.status).toBe(without[i].status);
        expect(clause.evidence.startsWith(without[i].evidence)).toBe(true);
        expect(clause.evidence).toMatch(/\.$/);
        added += clause.evidence === without[i].evidence ? 0 : 1;
      });
    }),
    { numRuns: 100 },
  );
  expect(added).toBeGreaterThan(20);
});
