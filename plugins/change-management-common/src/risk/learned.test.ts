import { ChangeContent } from '../domain/types';
import { defaultPolicy } from '../policy/defaultPolicy';
import { historyWith, randomNumbers, timeZone } from './__testUtils__/history';
import { fitFailureModel } from './failureModel';
import { gradeLearned } from './learned';

const { learned } = defaultPolicy.risk;
const orders = 'component:default/orders';
const content: ChangeContent = {
  type: 'normal',
  title: 'Upgrade orders',
  category: 'application',
  affectedEntities: [orders],
  implementer: 'group:default/devops',
  links: [],
  riskAnswers: {},
};

function gradeAfter(changes: number, rate: number) {
  const rates = { orders: rate, a: 0.02, b: 0.02, c: 0.02 };
  const past = historyWith(rates, changes, randomNumbers(3));
  const history = changes ? fitFailureModel(past, timeZone) : undefined;
  return gradeLearned(learned, content, {
    entities: {},
    measures: { failures: [], overlaps: [], incidents: [], history },
  });
}

describe('learned risk', () => {
  it('says nothing without enough history', () => {
    expect(gradeAfter(0, 0)).toEqual({ factors: [] });
    expect(gradeAfter(99, 0.9)).toEqual({ factors: [] });
  });

  it('raises what has often failed and says by which numbers', () => {
    const { level, factors } = gradeAfter(400, 0.6);
    expect(level).toBe('high');
    expect(factors.find(({ id }) => id === 'learned-entity')).toMatchObject({
      points: expect.any(Number),
      because: expect.stringMatching(
        /^\d+ of \d+ changes of component:default\/orders failed; smoothed \d+ %, against \d+ % overall\.$/,
      ),
    });
    expect(factors.every(({ method }) => method === 'learned')).toBe(true);
  });

  it('leaves ordinary rates low', () => {
    expect(gradeAfter(400, 0.05).level).toBe('low');
  });
});
