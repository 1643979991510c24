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

/** A body that is sound for each route that takes one, so that nothing but the person decides on the answer. */
export const bodies: Partial<Record<OperationId, (id: string) => object>> = {
  proposePolicy: () => ({ document: amended(freshVersion()) }),
  editPolicy: version => ({
    digest: digestOf(amended(version)),
    document: amended(version),
  }),
  approvePolicy: () => ({}),
  publishPolicy: () => ({}),
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
  scheduleChange: () => ({ plannedStart: inHours(1), plannedEnd: inHours(2) }),
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
  addComment: () => ({ text: 'Hello' }),
  proposeModel: proposal,
  editModel: () => ({ version: 1, title: 'Upgrade the orders service' }),
  approveModel: () => ({ version: 1 }),
  retireModel: () => ({ reason: 'No longer needed' }),
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
  setNoticePreferences: () => ({ digest: 'daily' }),
};
