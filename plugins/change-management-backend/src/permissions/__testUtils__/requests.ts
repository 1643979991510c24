import { OperationId } from 'backstage-plugin-change-management-common';
import { form } from '../../__testUtils__/startPortal';
import {
  amended,
  digestOf,
  freshVersion,
} from '../../policy/__testUtils__/amended';

const hour = 60 * 60 * 1000;
const inHours = (hours: number) =>
  new Date(Date.now() + hours * hour).toISOString();

/** A change model that is complete. */
export function proposal(): object {
  const { type, title, ...rest } = form();
  return { title, form: rest };
}

let slots = 0;

/** Early enough to be told of, and each time another one, as they are all about the same entity. */
function nextSlot() {
  slots += 2;
  return {
    plannedStart: inHours(100 + slots),
    plannedEnd: inHours(101 + slots),
  };
}

/** By id of a configuration item, a grant or an incident, the change that a situation made with it, and by id of a change the item. */
export const companions = new Map<string, string>();

let items = 0;

/** Access to the owner's entity. */
export const access = {
  principal: 'user:default/omar',
  entityRef: 'component:default/orders',
  permission: 'orders:read',
};

/** A configuration item of the owner's entity, with a source that can be read. */
export function configurationItem(): object {
  items += 1;
  return {
    entityRef: 'component:default/orders',
    name: `${items}.yaml`,
    format: 'yaml',
    source: { url: 'https://git.example/orders.yaml' },
  };
}

/** A window that the owner of a change would not have thought of. */
export function freeze(): object {
  return {
    kind: 'freeze',
    title: 'Year end',
    reason: 'The books are closed',
    start: inHours(-1),
    durationMinutes: 180,
    timeZone: 'UTC',
    scope: { entityRef: 'component:default/orders' },
  };
}

let deployments = 0;

/** A deployment that no change can stand behind: it is older than all of them. */
export function deployment(): object {
  return {
    externalId: `run-${++deployments}`,
    entityRef: 'component:default/orders',
    environment: 'production',
    version: '4.0.0',
    status: 'succeeded',
    startedAt: inHours(-1000),
  };
}

/** An incident that no change can have caused: it is older than all of them. */
export function incident(): object {
  return {
    title: 'Nobody can order',
    severity: 'high',
    startedAt: inHours(-1000),
    entityRefs: ['component:default/orders'],
  };
}

/** By the id of an unauthorized change, the emergency that was requested for it. */
export const emergencies = new Map<string, string>();

/** A query that is sound for each route that demands one. */
export const queries: Partial<Record<OperationId, () => object>> = {
  proveInclusion: () => ({ leaf: 0 }),
  proveConsistency: () => ({ from: 1 }),
  getCompliance: () => ({ from: inHours(-24), to: inHours(24) }),
  getEvidencePack: () => ({ from: inHours(-24), to: inHours(24) }),
  getSchedule: () => ({ from: inHours(-24), to: inHours(24) }),
};

/** A body that is sound for each route that takes one, so that nothing but the person decides on the answer. */
export const bodies: Partial<Record<OperationId, (id: string) => object>> = {
  proposePolicy: () => ({ document: amended(freshVersion()) }),
  editPolicy: version => ({
    digest: digestOf(amended(version)),
    document: amended(version),
  }),
  approvePolicy: () => ({}),
  publishPolicy: () => ({}),
  withdrawPolicy: () => ({ reason: 'Nobody wants it' }),
  acknowledgePolicy: () => ({}),
  simulatePolicy: () => ({
    document: amended('9.0', policy => {
      policy.approvalRules[0].approvers = [{ role: 'cto' }];
    }),
  }),
  createChange: () => form(),
  previewChange: () => form(),
  editChange: () => ({ revision: 1, title: 'Upgrade the orders service soon' }),
  submitChange: () => ({}),
  assessChange: () => ({
    entityRef: 'component:default/orders',
    impactOnClients: 'none',
    impactOnData: 'none',
  }),
  decideChange: () => ({ decision: 'approve' }),
  scheduleChange: nextSlot,
  addTestResult: () => ({ environment: 'staging', outcome: 'passed' }),
  startChange: () => ({}),
  addLogEntry: () => ({ summary: 'Rolled out', whatChanged: 'Version 4' }),
  completeChange: () => ({ outcome: 'successful', result: 'It works' }),
  rollbackChange: () => ({ reason: 'It broke' }),
  reviewChange: () => ({ summary: 'As planned' }),
  closeChange: () => ({ closeCode: 'successful', summary: 'Fine' }),
  cancelChange: () => ({}),
  reviseChange: () => ({}),
  holdChange: () => ({ reason: 'Wait' }),
  releaseChange: () => ({}),
  overrideRisk: () => ({ level: 'medium', reason: 'The vendor warns' }),
  addTask: () => ({ title: 'Tell the vendor', phase: 'implement' }),
  updateTask: () => ({ status: 'done' }),
  addRehearsal: () => ({
    environment: 'staging',
    minutes: 5,
    outcome: 'passed',
  }),
  startRollback: () => ({ reason: 'It broke' }),
  endRollbackStep: () => ({ status: 'done' }),
  addComment: () => ({ text: 'Hello' }),
  proposeModel: proposal,
  editModel: () => ({ version: 1, title: 'Upgrade the orders service' }),
  approveModel: () => ({ version: 1 }),
  retireModel: () => ({ reason: 'No longer needed' }),
  placeLegalHold: () => ({
    entityRef: 'component:default/orders',
    reason: 'Litigation',
  }),
  releaseLegalHold: () => ({ reason: 'Settled' }),
  findSlots: () => ({ affectedEntities: ['component:default/orders'] }),
  simulateSchedule: () => ({ moves: [{ window: freeze() }] }),
  // In force it would hold the changes of other situations.
  createWindow: () => ({ ...freeze(), start: inHours(3000) }),
  editWindow: () => ({ revision: 1, title: 'Year end closing' }),
  createConfigurationItem: configurationItem,
  editConfigurationItem: () => ({ revision: 1, description: 'What it reads' }),
  importConfiguration: () => ({}),
  addConfigurationVersion: id => ({
    changeId: companions.get(id) ?? 'none',
    content: 'b: 1',
  }),
  restoreConfiguration: id => ({
    changeId: companions.get(id) ?? 'none',
    version: 1,
  }),
  grantAccess: id => ({ changeId: id, ...access }),
  revokeAccess: id => ({ changeId: companions.get(id) ?? 'none' }),
  lookAtSample: () => ({ verdict: 'ok' }),
  addFinding: () => ({
    severity: 'low',
    clause: '§3.1d',
    text: 'The rollback plan is one line',
    owner: 'user:default/karim',
    dueAt: inHours(24),
  }),
  editFinding: () => ({ revision: 1, severity: 'medium' }),
  addReviewAction: () => ({ text: 'Ask for steps' }),
  finishReviewAction: () => ({ status: 'done', result: 'It asks for steps' }),
  signOffReview: () => ({}),
  createDelegation: () => ({
    from: inHours(1),
    until: inHours(2),
    delegate: 'user:default/salma',
    reason: 'Vacation',
  }),
  revokeDelegation: () => ({}),
  createCalendarToken: () => ({}),
  revokeCalendarToken: () => ({}),
  acknowledgeNotice: () => ({}),
  askGate: () => ({
    entityRef: 'component:default/orders',
    environment: 'production',
  }),
  reportDeployment: deployment,
  recordIncident: incident,
  editIncident: () => ({ revision: 1, severity: 'critical' }),
  decideIncidentCause: () => ({ changeId: null, reason: 'The disk was full' }),
  rejectIncidentCandidate: id => ({
    changeId: companions.get(id) ?? 'none',
    reason: 'It was rolled out elsewhere',
  }),
  explainDarkChange: () => ({ explanation: 'The site was down' }),
  acceptDarkChange: () => ({}),
  regularizeDarkChange: darkId => ({ changeId: emergencies.get(darkId) }),
  setNoticePreferences: () => ({ digest: 'daily' }),
};
