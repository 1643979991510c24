import {
  entities,
  factsFor,
  people,
} from '../domain/__testUtils__/organisation';
import { Facts } from '../domain/types';
import { toPreview } from '../domain/view';

const reached = {
  entityRef: 'component:default/till',
  via: ['component:default/orders', 'component:default/till'],
  relations: ['dependencyOf'],
  owners: ['group:default/shop'],
};

/** Answers that are proposed for a form on these entities, by question. */
function proposed(affectedEntities: string[], more: Partial<Facts> = {}) {
  const { proposedAnswers, risk } = toPreview(
    { type: 'normal', affectedEntities } as any,
    { ...factsFor(people.amina), ...more },
  );
  // What is proposed counts for nothing: the questions are as open as before.
  expect(risk.complete).toBe(false);
  expect(risk.answers).toEqual({});
  return Object.fromEntries(
    proposedAnswers.map(({ question, answer }) => [question, answer]),
  );
}

describe('proposed answers', () => {
  it('say what the catalog speaks for, and leave to people what it does not know', () => {
    expect(proposed(['component:default/orders'])).toEqual({
      users: 'nobody',
      data: 'none',
      undo: 'planned',
    });
    expect(proposed(['resource:default/payments-db'])).toMatchObject({
      data: 'recoverable',
    });
  });

  it('are the most risky ones that hold', () => {
    const orders = 'component:default/orders';
    const impact = { direct: [], indirect: [reached], truncated: false };
    expect(proposed([orders], { impact } as any)).toMatchObject({
      users: 'internal',
    });
    const critical = { ...entities[orders], criticality: 'critical' as const };
    expect(
      proposed([orders], {
        impact,
        entities: { ...entities, [orders]: critical },
      } as any),
    ).toMatchObject({ users: 'all-clients' });
  });

  it('are none where nothing is affected yet', () => {
    expect(proposed([])).toEqual({});
  });
});
