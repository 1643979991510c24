import { defaultPolicy } from './defaultPolicy';
import { comparePolicyVersions } from './difference';
import { Policy } from './schema';

const clauseOf = (policy: Policy, id: string) =>
  policy.clauses.find(clause => clause.id === id)!;

function amended(change: (policy: Policy) => void): Policy {
  const policy = structuredClone({ ...defaultPolicy, version: '1.1' });
  change(policy);
  return policy;
}

describe('the difference between two versions', () => {
  it('is nothing where only version, dates and the order of fields differ', () => {
    const next = amended(policy => {
      policy.effectiveDate = '2027-01-01';
      policy.notice = Object.fromEntries(
        Object.entries(policy.notice).reverse(),
      ) as Policy['notice'];
    });
    expect(comparePolicyVersions(defaultPolicy, next)).toEqual({
      clauses: [],
      rules: [],
    });
  });

  it('names clauses whose text is new, gone or changed', () => {
    const next = amended(policy => {
      clauseOf(policy, '§4.1').text = 'Changes must be tested twice.';
      policy.clauses = policy.clauses.filter(({ id }) => id !== '§9.2');
      policy.clauses.push({
        id: '§10',
        section: 'Freezes',
        text: 'No Fridays.',
      });
    });
    const { clauses } = comparePolicyVersions(defaultPolicy, next);
    expect(clauses).toEqual([
      expect.objectContaining({
        id: '§4.1',
        kind: 'changed',
        before: clauseOf(defaultPolicy, '§4.1').text,
        after: 'Changes must be tested twice.',
      }),
      { id: '§10', kind: 'added', section: 'Freezes', after: 'No Fridays.' },
      expect.objectContaining({ id: '§9.2', kind: 'removed' }),
    ]);
    expect(comparePolicyVersions(next, defaultPolicy).clauses).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: '§10', kind: 'removed' }),
        expect.objectContaining({ id: '§9.2', kind: 'added' }),
      ]),
    );
  });

  it('names rules by what they are called, wherever they stand', () => {
    const next = amended(policy => {
      const [first, second, third, ...others] = policy.approvalRules;
      policy.approvalRules = [
        { ...third, quorum: 'all' },
        first,
        { ...second, id: 'higher-risk' },
        ...others,
      ];
      policy.deadlines.review.dueHours = 48;
      policy.testEvidence.types = ['standard', 'normal', 'emergency'];
      clauseOf(policy, '§4.1').when = undefined;
    });
    const { rules } = comparePolicyVersions(defaultPolicy, next);
    expect(rules.map(({ path, kind }) => [path, kind])).toEqual([
      ['approvalRules.high-risk', 'removed'],
      ['approvalRules.access.quorum', 'changed'],
      ['approvalRules.higher-risk', 'added'],
      ['testEvidence.types', 'changed'],
      ['deadlines.review.dueHours', 'changed'],
      ['clauses.§4.1.when', 'removed'],
    ]);
    expect(rules[4]).toMatchObject({ before: 120, after: 48 });
  });

  it('says when nothing but the order differs', () => {
    const next = amended(policy => {
      policy.risk.questionnaire[0].options.reverse();
    });
    expect(comparePolicyVersions(defaultPolicy, next).rules).toEqual([
      {
        path: 'risk.questionnaire.experience.options',
        kind: 'changed',
        before: ['routine', 'some', 'never'],
        after: ['never', 'some', 'routine'],
      },
    ]);
  });
});
