import { defaultPolicy } from 'backstage-plugin-change-management-common';
import { readCondition, writeCondition } from './condition';

const high = { 'risk.level': { $in: ['high', 'critical'] } };
const access = { 'change.category': 'access' };
const tagged = { 'entities.tags': { $contains: 'pci' } };

describe('a condition in a form', () => {
  it.each<unknown[]>([
    [undefined],
    [access],
    [high],
    [{ $not: access }],
    [{ 'change.emergencyReason': { $exists: false } }],
    [{ $all: [access, tagged] }],
    [{ $any: [tagged] }],
    [{ $not: { $any: [access, high] } }],
    [{ $all: [tagged, { $any: [access, { $not: high }] }] }],
    ...defaultPolicy.clauses.map(({ when }) => [when]),
    ...defaultPolicy.approvalRules.map(({ when }) => [when]),
  ])('is written as it was read: %j', condition => {
    expect(writeCondition(readCondition(condition)!)).toEqual(condition);
  });

  it('takes several fields of one object as tests that all have to hold', () => {
    expect(writeCondition(readCondition({ ...access, ...tagged })!)).toEqual({
      $all: [access, tagged],
    });
  });

  it.each([
    [{ 'entities.refs': { $contains: { kind: 'api' } } }],
    [{ 'entities.refs': { $hasPrefix: 'api' } }],
    [{ $not: { $all: [access, high] } }],
    ['access'],
  ])('is left to YAML where no form would have made it: %j', condition => {
    expect(readCondition(condition)).toBeUndefined();
  });
});
