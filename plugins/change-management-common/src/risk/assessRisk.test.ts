import { defaultPolicy } from '../policy/defaultPolicy';
import { policySchema } from '../policy/schema';
import { assessRisk } from './assessRisk';

const { questionnaire, matrix } = defaultPolicy.risk;

function answer(index: (count: number) => number) {
  return Object.fromEntries(
    questionnaire.map(q => [q.id, q.options[index(q.options.length)].id]),
  );
}

describe('risk', () => {
  it('goes from low to critical with the answers', () => {
    expect(
      assessRisk(
        answer(() => 0),
        defaultPolicy,
      ),
    ).toMatchObject({
      likelihood: 1,
      impact: 1,
      score: 1,
      level: 'low',
    });
    expect(
      assessRisk(
        answer(n => n - 1),
        defaultPolicy,
      ),
    ).toMatchObject({
      likelihood: 5,
      impact: 5,
      score: 25,
      level: 'critical',
    });
  });

  it('has no level before every question is answered', () => {
    const { [questionnaire[0].id]: _left, ...rest } = answer(() => 0);
    const risk = assessRisk(rest, defaultPolicy);
    expect(risk.complete).toBe(false);
    expect(risk.level).toBeUndefined();
    expect(risk.factors).toHaveLength(questionnaire.length - 1);
  });

  it('explains every point', () => {
    const risk = assessRisk(
      answer(n => n - 1),
      defaultPolicy,
    );
    expect(risk.factors.map(({ id }) => id)).toEqual(
      questionnaire.map(({ id }) => id),
    );
    expect(risk.factors[0]).toMatchObject({ points: 2, because: 'Never' });
  });

  // NIST SP 800-30, table I-2, with very high as critical and very low as low.
  it('uses the matrix of the standard', () => {
    const letters = matrix.map(row => row.map(level => level[0]).join(''));
    expect(letters).toEqual(['lllll', 'llllm', 'llmmh', 'llmhc', 'llmhc']);
  });

  it('is judged by a policy that is valid', () => {
    expect(policySchema.parse(defaultPolicy)).toEqual(defaultPolicy);
  });
});
