import { defaultPolicy } from './defaultPolicy';
import { restorePolicy } from './restore';
import { policySchema } from './schema';
import { compareVersions } from './version';

const problemsOf = (document: unknown) =>
  policySchema
    .safeParse(document)
    .error!.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('a policy document', () => {
  it('is refused with everything wrong in it named at once', () => {
    const document: any = structuredClone(defaultPolicy);
    document.version = 'one';
    document.approvalRules[0].clause = '§12';
    document.approvalRules[1].id = 'change-manager';
    document.approvalRules[2].when = { 'change.category': { $near: 'access' } };
    document.approvalRules[3].when = {
      $all: [
        { 'change.category': { $in: [] } },
        { 'entities.tags': { $contains: '' } },
      ],
    };
    document.clauses[3].text = 'A lone \ud800 surrogate';
    document.risk.questionnaire[0].options[1].id = 'routine';
    delete document.notice.hours;
    const problems = problemsOf(document).join('\n');
    for (const path of [
      'version: ',
      'approvalRules.0.clause: §12 is not a clause of the document',
      'approvalRules: has change-manager more than once',
      'approvalRules.2.when',
      'approvalRules.3.when.$all.0.change.category.$in: has to name something',
      'approvalRules.3.when.$all.1.entities.tags.$contains: has to name something',
      'clauses.3.text: contains a character that cannot be stored',
      'risk.questionnaire.0.options: has routine more than once',
      'notice.hours: ',
    ]) {
      expect(problems).toContain(path);
    }
  });

  it('may be anything but a policy', () => {
    for (const document of [null, 7, 'policy', [], {}]) {
      expect(problemsOf(document).length).toBeGreaterThan(0);
    }
  });
});

describe('a stored policy', () => {
  it('gets the defaults of what it could not know', () => {
    const document: any = structuredClone(defaultPolicy);
    for (const rule of document.approvalRules) {
      delete rule.quorum;
    }
    expect(restorePolicy(document)).toEqual({
      policy: defaultPolicy,
      replaced: [],
    });
  });

  it('is shown even if a section of it is missing or no longer understood', () => {
    const document: any = structuredClone(defaultPolicy);
    delete document.drift;
    document.notice = { days: 1 };
    document.title = 'Ours';
    document.colour = 'blue';
    const { policy, replaced } = restorePolicy(document);
    expect(replaced.sort()).toEqual(['drift', 'notice']);
    expect(policy).toEqual({ ...defaultPolicy, title: 'Ours' });
  });
});

describe('versions', () => {
  it('are compared number by number', () => {
    const versions = ['1.10', '1.9', '2', '1.9.1', '0.9'];
    expect(versions.sort(compareVersions)).toEqual([
      '0.9',
      '1.9',
      '1.9.1',
      '1.10',
      '2',
    ]);
    expect(compareVersions('1.0', '1.0.0')).toBe(0);
  });
});
