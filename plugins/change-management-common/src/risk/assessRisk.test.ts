import { riskLevels } from '../contract/words';
import {
  criticalRisk,
  factsFor,
  lowRisk,
  people,
} from '../domain/__testUtils__/organisation';
import { judge } from '../domain/judge';
import { ChangeContent, Facts } from '../domain/types';
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

  describe('of a whole form', () => {
    const form: ChangeContent = {
      type: 'normal',
      title: 'Raise the pool',
      affectedEntities: ['component:default/orders'],
      implementer: 'group:default/devops',
      links: [],
      riskAnswers: lowRisk,
    };
    const facts = factsFor(people.amina);
    const failures = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        changeId: `CHG-${i}`,
        entityRef: form.affectedEntities[0],
        closeCode: 'rolled-back' as const,
      }));
    const harsh: Facts = {
      ...facts,
      policy: {
        ...facts.policy,
        risk: {
          ...facts.policy.risk,
          measured: {
            ...facts.policy.risk.measured,
            levels: [{ from: 2, level: 'high' }],
          },
        },
      },
      measures: { failures: failures(5), overlaps: [], incidents: [] },
    };

    it('is as high as the highest of its methods, each of which has one level', () => {
      expect(judge(form, facts).risk).toMatchObject({
        level: 'low',
        methods: [
          { method: 'questionnaire', level: 'low' },
          { method: 'measured', level: 'low' },
        ],
      });
      const { level, methods, factors } = judge(
        { ...form, type: 'emergency' },
        harsh,
      ).risk;
      expect(level).toBe('high');
      expect(methods).toEqual([
        { method: 'questionnaire', level: 'low' },
        { method: 'measured', level: 'high' },
        { method: 'floor', level: 'medium' },
      ]);
      expect(factors.map(({ method }) => method)).toEqual([
        ...defaultPolicy.risk.questionnaire.map(() => 'questionnaire'),
        'measured',
        'floor',
      ]);
    });

    it('is never lowered by what is measured', () => {
      const { level, methods } = judge(
        { ...form, riskAnswers: criticalRisk },
        facts,
      ).risk;
      expect(level).toBe('critical');
      for (const said of methods!) {
        expect(riskLevels.indexOf(said.level)).toBeLessThanOrEqual(
          riskLevels.indexOf(level!),
        );
      }
    });

    it('explains what was measured before every question is answered', () => {
      const { level, factors } = judge(
        { ...form, riskAnswers: {} },
        harsh,
      ).risk;
      expect(level).toBeUndefined();
      expect(factors).toMatchObject([{ method: 'measured', points: 2 }]);
    });
  });
});
