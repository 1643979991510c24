/** One control of a framework, and which part of an evidence pack serves it. */
export interface ControlMapping {
  framework: string;
  control: string;
  title: string;
  /** What the control asks for, in short. */
  asks: string;
  evidence: {
    /** Of the pack; `{id}` stands for each change of the sample. */
    path: string;
    /** What to look at there. */
    shows: string;
  }[];
}

const population = {
  path: 'population.json',
  shows:
    'all changes, deployments and unauthorized changes of the period, and that no number is missing',
};
const approvals = {
  path: 'changes/{id}.json',
  shows:
    'approvalRequirements and decisions: who decided, by which role and group at that moment, on which digest',
};
const tests = {
  path: 'changes/{id}.json',
  shows:
    'change.testResults and change.rehearsals: tried before production, by whom, with which outcome',
};
const trail = {
  path: 'changes/{id}.events.ndjson',
  shows:
    'every act, hash-chained, each with its proof of inclusion in the signed checkpoint',
};

/** Which artefact of an evidence pack serves which control. */
export const controlMappings: ControlMapping[] = [
  {
    framework: 'ISO/IEC 27001:2022',
    control: 'A.8.32',
    title: 'Change management',
    asks: 'Changes to information processing facilities and systems follow change management procedures.',
    evidence: [
      population,
      {
        path: 'clauses.json',
        shows: 'clause by clause of the procedure, how many changes meet it',
      },
      {
        path: 'changes/{id}.json',
        shows: 'change.clauses: where this change stands with each clause',
      },
      {
        path: 'policies/{version}.json',
        shows: 'the approved procedure that judged the changes',
      },
    ],
  },
  {
    framework: 'SOC 2',
    control: 'CC8.1',
    title: 'Change management',
    asks: 'Changes are authorized, designed, developed, configured, documented, tested, approved and implemented.',
    evidence: [
      population,
      approvals,
      tests,
      {
        path: 'changes/{id}.json',
        shows:
          'versions, log and deployments: what was asked for, and what was carried out',
      },
      {
        path: 'population/dark-changes.ndjson',
        shows:
          'what reached production without a change, and what became of it',
      },
    ],
  },
  {
    framework: 'PCI DSS 4.0',
    control: '6.5.1',
    title: 'Changes to all system components',
    asks: 'Reason and description, security impact, approval by authorized parties, testing, and a way back.',
    evidence: [
      {
        path: 'changes/{id}.json',
        shows:
          'change.description and change.justification: the reason and the description',
      },
      {
        path: 'changes/{id}.json',
        shows:
          'versions[].risk and change.impact: the impact, factor by factor',
      },
      approvals,
      tests,
      {
        path: 'changes/{id}.json',
        shows:
          'change.rollbackPlan and change.rehearsals: the way back to a secure state',
      },
    ],
  },
  {
    framework: 'NIST SP 800-53 Rev. 5',
    control: 'CM-3',
    title: 'Configuration change control',
    asks: 'Proposed changes are reviewed, approved with regard to security, documented, retained and monitored.',
    evidence: [
      population,
      approvals,
      {
        path: 'changes/{id}.json',
        shows: 'configuration: each version that it made, with its difference',
      },
      { path: 'clauses.json', shows: 'clauses that are open or were waived' },
    ],
  },
  {
    framework: 'NIST SP 800-53 Rev. 5',
    control: 'CM-4',
    title: 'Impact analyses',
    asks: 'Changes are analysed for their impact before they are implemented.',
    evidence: [
      {
        path: 'changes/{id}.json',
        shows:
          'versions[].risk: level, methods and factors, by which policy version',
      },
      {
        path: 'changes/{id}.json',
        shows:
          'change.impact and change.assessments: what is reached, and what its owners said',
      },
    ],
  },
  {
    framework: 'NIST SP 800-53 Rev. 5',
    control: 'CM-5',
    title: 'Access restrictions for change',
    asks: 'Who may change systems is restricted, approved and enforced.',
    evidence: [
      approvals,
      {
        path: 'changes/{id}.json',
        shows: 'gateChecks and deployments: what pipelines were told and did',
      },
      {
        path: 'changes/{id}.json',
        shows:
          'change.access and change.accessChanged: access that was granted and revoked',
      },
      {
        path: 'population/deployments.ndjson',
        shows: 'deployments, with the change that stands behind each',
      },
    ],
  },
  {
    framework: 'NIST SP 800-53 Rev. 5',
    control: 'AU-9',
    title: 'Protection of audit information',
    asks: 'Audit information is protected against modification and deletion.',
    evidence: [
      trail,
      {
        path: 'manifest.json',
        shows:
          'SHA-256 of each file, and the signed checkpoint of the audit trail',
      },
    ],
  },
  {
    framework: 'NIST SP 800-53 Rev. 5',
    control: 'AU-10',
    title: 'Non-repudiation',
    asks: 'There is irrefutable evidence of who performed which act.',
    evidence: [
      trail,
      { path: 'manifest.note', shows: 'the signature over the manifest' },
    ],
  },
];
