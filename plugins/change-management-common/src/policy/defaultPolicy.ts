import { Policy } from './schema';

/** MarocAgency's Change Management & Deployment Policy, version 1.0, clause by clause. */
export const defaultPolicy: Policy = {
  version: '1.0',
  effectiveDate: '2025-12-03',
  approvedBy: 'CTO / IT Director',
  mandatoryFields: [
    { path: 'category', message: 'What is changed?', clause: '§2' },
    { path: 'description', message: 'Describe the change.', clause: '§3' },
    { path: 'justification', message: 'Say why it is needed.', clause: '§3' },
    {
      path: 'affectedEntities',
      message: 'Name the affected systems.',
      clause: '§3',
    },
    {
      path: 'rollbackPlan.steps',
      message: 'Say how to undo it, step by step.',
      clause: '§3',
    },
  ],
  risk: {
    matrix: [
      ['low', 'low', 'low', 'low', 'low'],
      ['low', 'low', 'low', 'low', 'medium'],
      ['low', 'low', 'medium', 'medium', 'high'],
      ['low', 'low', 'medium', 'high', 'critical'],
      ['low', 'low', 'medium', 'high', 'critical'],
    ],
    questionnaire: [
      {
        id: 'experience',
        dimension: 'likelihood',
        question: 'Has a change like this been done before?',
        options: [
          { id: 'routine', label: 'Often, it is routine', points: 0 },
          { id: 'some', label: 'A few times', points: 1 },
          { id: 'never', label: 'Never', points: 2 },
        ],
      },
      {
        id: 'complexity',
        dimension: 'likelihood',
        question: 'How involved is it?',
        options: [
          { id: 'simple', label: 'One step, one team', points: 0 },
          { id: 'several-steps', label: 'Several steps', points: 1 },
          {
            id: 'several-teams',
            label: 'Several teams have to act together',
            points: 2,
          },
        ],
      },
      {
        id: 'testing',
        dimension: 'likelihood',
        question: 'How can it be tested before production?',
        options: [
          { id: 'fully', label: 'Fully, in a like environment', points: 0 },
          { id: 'partly', label: 'Partly', points: 1 },
          { id: 'not', label: 'Not at all', points: 2 },
        ],
      },
      {
        id: 'users',
        dimension: 'impact',
        question: 'Who notices if it goes wrong?',
        options: [
          { id: 'nobody', label: 'Nobody outside the team', points: 0 },
          { id: 'internal', label: 'Colleagues', points: 1 },
          { id: 'some-clients', label: 'Some clients', points: 2 },
          { id: 'all-clients', label: 'All clients', points: 3 },
        ],
      },
      {
        id: 'data',
        dimension: 'impact',
        question: 'What can happen to data?',
        options: [
          { id: 'none', label: 'Nothing', points: 0 },
          { id: 'recoverable', label: 'Loss that can be restored', points: 1 },
          {
            id: 'lost-or-exposed',
            label: 'Loss for good, or exposure',
            points: 3,
          },
        ],
      },
      {
        id: 'undo',
        dimension: 'impact',
        question: 'How is it undone?',
        options: [
          { id: 'quick', label: 'In one quick step', points: 0 },
          { id: 'planned', label: 'By a plan, within the window', points: 1 },
          { id: 'hard', label: 'Hardly, or not at all', points: 2 },
        ],
      },
    ],
  },
  approvalRules: [
    {
      id: 'change-manager',
      roles: ['changeManager'],
      rule: 'The change manager reviews every change.',
      clause: '§3',
    },
    {
      id: 'high-risk',
      roles: ['cto', 'securityManager'],
      rule: 'High risk needs the CTO or the security manager as well.',
      clause: '§3',
      when: { 'risk.level': { $in: ['high', 'critical'] } },
    },
    {
      id: 'access',
      roles: ['securityManager'],
      rule: 'The security manager reviews changes of access, and of the configuration of security-relevant entities.',
      clause: '§6',
      when: {
        $any: [
          { 'change.category': 'access' },
          {
            $all: [
              { 'change.category': 'configuration' },
              { 'entities.tags': { $contains: 'security-relevant' } },
            ],
          },
        ],
      },
    },
  ],
  assessment: { types: ['normal'], clause: '§8' },
  testEvidence: {
    types: ['standard', 'normal'],
    productionEnvironments: ['production', 'prod', 'live'],
    clause: '§4',
  },
  review: {
    types: ['emergency'],
    closeCodes: ['rolled-back', 'unsuccessful'],
    clause: '§5',
  },
};
