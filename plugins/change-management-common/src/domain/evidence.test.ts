import { defaultPolicy } from '../policy/defaultPolicy';
import { Policy } from '../policy/schema';
import { findTestGaps, isTested } from './requirements';
import { Change } from './types';

const one = `sha256:${'1'.repeat(64)}`;
const other = `sha256:${'2'.repeat(64)}`;

type Result = Change['testResults'][number];

function result(environment: string, more: Partial<Result> = {}): Result {
  return {
    by: 'user:default/amina',
    at: '2026-12-01T12:00:00.000Z',
    environment,
    outcome: 'passed',
    production: environment === 'production',
    notes: '',
    ...more,
  };
}

function change(...testResults: Result[]) {
  return {
    type: 'normal' as const,
    category: 'database' as const,
    testResults,
  };
}

function policyWith(more: Partial<Policy['testEvidence']>) {
  const testEvidence = { ...defaultPolicy.testEvidence, ...more };
  return { policy: { ...defaultPolicy, testEvidence } };
}

const facts = { policy: defaultPolicy };

describe('evidence before production', () => {
  it('is a passed test, where the policy names no environment', () => {
    expect(isTested(change(), facts)).toBe(false);
    expect(isTested(change(result('production')), facts)).toBe(false);
    expect(isTested(change(result('anywhere')), facts)).toBe(true);
  });

  it('is one in each environment that the policy names for the category', () => {
    const rules = policyWith({
      environments: { database: ['staging', 'load-test'] },
    });
    expect(findTestGaps(change(result('staging')), rules)).toEqual([
      'has no passed test in load-test',
    ]);
    expect(
      isTested(change(result('staging'), result('load-test')), rules),
    ).toBe(true);
    const application = { ...change(result('dev')), category: 'application' };
    expect(isTested(application as ReturnType<typeof change>, rules)).toBe(
      true,
    );
  });

  it('is of what goes to production, where both are named', () => {
    const tested = change(result('staging', { artifactDigest: one }));
    expect(isTested(tested, facts, { artifactDigest: one })).toBe(true);
    expect(isTested(tested, facts, { artifactDigest: other })).toBe(false);
    expect(isTested(tested, facts)).toBe(true);
    expect(
      isTested(change(result('staging')), facts, { artifactDigest: other }),
    ).toBe(true);
    const released = change(
      ...tested.testResults,
      result('production', { artifactDigest: other }),
    );
    expect(isTested(released, facts)).toBe(false);
    expect(isTested(released, policyWith({ sameArtifact: false }))).toBe(true);
  });

  it('does not count a failure of another artefact', () => {
    const results = [
      result('staging', { artifactDigest: one, outcome: 'failed' }),
      result('staging', { artifactDigest: other }),
      result('staging', { artifactDigest: one, outcome: 'failed' }),
    ];
    expect(isTested(change(...results), facts)).toBe(false);
    expect(isTested(change(...results), facts, { artifactDigest: other })).toBe(
      true,
    );
  });
});
