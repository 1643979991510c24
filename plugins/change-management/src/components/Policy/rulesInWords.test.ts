import {
  defaultPolicy,
  Policy,
} from 'backstage-plugin-change-management-common';
import { policy as texts } from '../../messages/policy';
import { words } from '../../messages/words';
import { Text } from '../../translation';
import { rulesInWords } from './rulesInWords';

/** The texts of the policy page, in English; other keys stand for themselves. */
const t = ((key: string, values: Record<string, string> = {}) => {
  const [room, name] = key.split('.');
  const text = ({ ...words, ...texts } as any)[room]?.[name] ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (_: string, of: string) => values[of]);
}) as unknown as Text;

const wordsOf = (policy: Policy, path: string) =>
  rulesInWords(policy, t).find(rule => rule.path === path)?.words;

it('says which tests a category needs, and of which artefact', () => {
  const { testEvidence } = defaultPolicy;
  const policy: Policy = {
    ...defaultPolicy,
    testEvidence: {
      ...testEvidence,
      environments: { 'cloud-service': ['staging', 'load-test'] },
    },
  };
  expect(wordsOf(policy, 'testEvidence')).toMatch(
    /In cloud service: passed in staging .*load-test\. What goes to production has the digest/,
  );
  const any = { ...testEvidence, sameArtifact: false };
  expect(
    wordsOf({ ...defaultPolicy, testEvidence: any }, 'testEvidence'),
  ).not.toMatch(/digest|passed in/);
});

it('says for which risk the rollback has to be rehearsed, and nothing where the policy does not', () => {
  expect(wordsOf(defaultPolicy, 'rollbackRehearsal')).toMatch(
    /in the last 90 days: high .*critical risk/,
  );
  const silent = { ...defaultPolicy, rollbackRehearsal: undefined };
  expect(wordsOf(silent, 'rollbackRehearsal')).toBeUndefined();
});
