import { clauses } from './default/clauses';
import { reviews } from './default/reviews';
import { risk } from './default/risk';
import { Policy } from './schema';

const highRisk = { 'risk.level': { $in: ['high', 'critical'] } };

/** MarocAgency's Change Management & Deployment Policy, version 1.0, clause by clause. */
export const defaultPolicy: Policy = {
  version: '1.0',
  title: 'MarocAgency — Change Management & Deployment Policy',
  effectiveDate: '2025-12-03',
  approvedBy: 'CTO / IT Director',
  clauses,
  mandatoryFields: [
    { path: 'category', message: 'What is changed?', clause: '§2' },
    { path: 'description', message: 'Describe the change.', clause: '§3.1a' },
    {
      path: 'justification',
      message: 'Say why it is needed.',
      clause: '§3.1b',
    },
    {
      path: 'affectedEntities',
      message: 'Name the affected systems.',
      clause: '§3.1c',
    },
    {
      path: 'rollbackPlan.steps',
      message: 'Say how to undo it, step by step.',
      clause: '§3.1d',
    },
  ],
  risk,
  approvalRules: [
    {
      id: 'change-manager',
      approvers: [{ role: 'changeManager' }],
      quorum: 'any',
      rule: 'The change manager reviews every change.',
      clause: '§3.2a',
    },
    {
      id: 'high-risk',
      approvers: [{ role: 'cto' }, { role: 'securityManager' }],
      quorum: 'any',
      rule: 'High risk needs the CTO or the security manager as well.',
      clause: '§3.2b',
      when: highRisk,
    },
    {
      id: 'access',
      approvers: [{ role: 'securityManager' }],
      quorum: 'any',
      rule: 'The security manager reviews changes of access.',
      clause: '§6.1',
      when: { 'change.category': 'access' },
    },
    {
      id: 'security-relevant',
      approvers: [{ role: 'securityManager' }],
      quorum: 'any',
      rule: 'The security manager reviews changes of the configuration of security-relevant entities.',
      clause: '§8.4',
      when: {
        $all: [
          { 'change.category': 'configuration' },
          { 'entities.tags': { $contains: 'security-relevant' } },
        ],
      },
    },
  ],
  assessment: { types: ['normal'], clause: '§8.3' },
  testEvidence: {
    types: ['standard', 'normal'],
    productionEnvironments: ['production', 'prod', 'live'],
    environments: {},
    sameArtifact: true,
    clause: '§4.1',
  },
  rollbackRehearsal: {
    riskLevels: ['high', 'critical'],
    maxAgeDays: 90,
    clause: '§4.2',
  },
  emergency: {
    reasons: ['critical-failure', 'security-issue'],
    clause: '§5.1',
  },
  notice: { hours: 24, downtimeHours: 72, clause: '§3.3b' },
  review: {
    types: ['emergency'],
    closeCodes: ['rolled-back', 'unsuccessful'],
    clause: '§5.3a',
  },
  standardChanges: {
    preApproved: false,
    modelRequired: false,
    cleanRuns: 3,
    clause: '§3.2a',
  },
  drift: { blocks: highRisk, clause: '§3.1e' },
  deadlines: {
    assessment: {
      dueHours: 48,
      remindHours: 24,
      escalateHours: 72,
      escalateTo: ['changeManager'],
      clause: '§8.3',
    },
    decision: {
      dueHours: 48,
      remindHours: 24,
      escalateHours: 72,
      escalateTo: ['changeManager', 'cto'],
      clause: '§3.2a',
    },
    documentation: {
      dueHours: 24,
      remindHours: 20,
      escalateHours: 24,
      escalateTo: ['changeManager'],
      clause: '§5.2a',
    },
    retrospectiveApproval: {
      dueHours: 72,
      remindHours: 48,
      escalateHours: 72,
      escalateTo: ['changeManager', 'cto'],
      clause: '§5.2b',
    },
    review: {
      dueHours: 120,
      remindHours: 96,
      escalateHours: 120,
      escalateTo: ['changeManager'],
      clause: '§5.3a',
    },
  },
  reviews,
};
