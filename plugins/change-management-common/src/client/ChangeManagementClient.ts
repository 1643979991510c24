import { parseEntityRef } from '@backstage/catalog-model';
import {
  CalendarToken,
  CalendarTokenInput,
  NewCalendarToken,
} from '../contract/calendar';
import {
  AuditEvent,
  ChangeComment,
  ChangePreview,
  ChangeSummary,
  ChangeView,
  LogEntry,
} from '../contract/change';
import {
  Delegation,
  DelegationInput,
  DelegationQueryInput,
} from '../contract/delegations';
import {
  ChangeFormInput,
  ChangePatchInput,
  PreviewFormInput,
} from '../contract/form';
import { ChangeQueryInput, EntitySummary, Me, Page } from '../contract/lists';
import {
  ChangeModelSummary,
  ChangeModelView,
  ModelQueryInput,
} from '../contract/models';
import { RiskBackTest } from '../contract/risk';
import { Metrics, MetricsQueryInput } from '../contract/metrics';
import { NoticePage, NoticePreferences, NoticeView } from '../contract/notices';
import { Policy } from '../policy/schema';
import { AuditClient } from './AuditClient';
import { AccessClient } from './AccessClient';
import { ConfigurationClient } from './ConfigurationClient';
import {
  BodyOf,
  ChangeManagementClientOptions,
  createRequest,
  PostOptions,
  Request,
} from './request';
import { EvidenceClient } from './EvidenceClient';
import { ExecutionClient } from './ExecutionClient';
import { ReviewsClient } from './ReviewsClient';
import { IncidentClient } from './IncidentClient';
import { PolicyClient } from './PolicyClient';
import { ScheduleClient } from './ScheduleClient';
import { WorkClient } from './WorkClient';

/** Routes that take a step of one change and answer with the whole change. */
export type StepOperation =
  | 'submitChange'
  | 'assessChange'
  | 'decideChange'
  | 'scheduleChange'
  | 'addTestResult'
  | 'startChange'
  | 'completeChange'
  | 'rollbackChange'
  | 'reviewChange'
  | 'closeChange'
  | 'cancelChange'
  | 'reviseChange'
  | 'holdChange'
  | 'releaseChange'
  | 'overrideRisk'
  | 'addTask'
  | 'addRehearsal'
  | 'startRollback';

/**
 * Typed access to the change management API.
 *
 * Every method throws a `ResponseError` for an answer that is not 2xx; its `body.error.fields` names the bad fields.
 */
export class ChangeManagementClient {
  /** The schedule, its windows and freezes. */
  readonly schedule: ScheduleClient;
  /** The gate, deployments, and what was done without a change. */
  readonly execution: ExecutionClient;
  /** Tasks, and the steps of a rollback. */
  readonly work: WorkClient;
  /** The ledger of access. */
  readonly access: AccessClient;
  /** Configuration items and their versions. */
  readonly configuration: ConfigurationClient;
  /** Evidence packs, and how periods stand with the policy. */
  readonly evidence: EvidenceClient;
  /** The audit trail as a whole: events, checkpoints, proofs. */
  readonly audit: AuditClient;
  /** Reviews, their findings and actions. */
  readonly reviews: ReviewsClient;
  /** Incidents, and what caused them. */
  readonly incidents: IncidentClient;
  /** The versions of the policy, and who holds its roles. */
  readonly policies: PolicyClient;
  readonly #request: Request;

  constructor(options: ChangeManagementClientOptions) {
    this.#request = createRequest(options);
    this.evidence = new EvidenceClient(this.#request);
    this.audit = new AuditClient(this.#request);
    this.execution = new ExecutionClient(this.#request);
    this.schedule = new ScheduleClient(this.#request);
    this.work = new WorkClient(this.#request);
    this.policies = new PolicyClient(this.#request);
    this.access = new AccessClient(this.#request);
    this.reviews = new ReviewsClient(this.#request);
    this.incidents = new IncidentClient(this.#request);
    this.configuration = new ConfigurationClient(this.#request);
  }

  getMe(): Promise<Me> {
    return this.#request('getMe');
  }

  getPolicy(): Promise<Policy> {
    return this.#request('getPolicy');
  }

  getRiskBackTest(): Promise<RiskBackTest> {
    return this.#request('getRiskBackTest');
  }

  listChanges(query: ChangeQueryInput = {}): Promise<Page<ChangeSummary>> {
    return this.#request('listChanges', { query });
  }

  getChange(id: string): Promise<ChangeView> {
    return this.#request('getChange', { path: { id } });
  }

  createChange(
    form: ChangeFormInput,
    options?: PostOptions,
  ): Promise<ChangeView> {
    return this.#request('createChange', { body: form, ...options });
  }

  previewChange(form: PreviewFormInput): Promise<ChangePreview> {
    return this.#request('previewChange', { body: form });
  }

  editChange(id: string, patch: ChangePatchInput): Promise<ChangeView> {
    return this.#request('editChange', { path: { id }, body: patch });
  }

  /** Takes one step of the lifecycle. */
  takeStep<K extends StepOperation>(
    operation: K,
    id: string,
    body: BodyOf<K>,
    options?: PostOptions,
  ): Promise<ChangeView> {
    return this.#request(operation, { path: { id }, body, ...options });
  }

  listLog(
    id: string,
    query: { limit?: number; cursor?: string } = {},
  ): Promise<Page<LogEntry>> {
    return this.#request('listLog', { path: { id }, query });
  }

  addLogEntry(
    id: string,
    entry: BodyOf<'addLogEntry'>,
    options?: PostOptions,
  ): Promise<LogEntry> {
    return this.#request('addLogEntry', {
      path: { id },
      body: entry,
      ...options,
    });
  }

  listComments(
    id: string,
    query: { limit?: number; cursor?: string } = {},
  ): Promise<Page<ChangeComment>> {
    return this.#request('listComments', { path: { id }, query });
  }

  addComment(
    id: string,
    comment: BodyOf<'addComment'>,
    options?: PostOptions,
  ): Promise<ChangeComment> {
    return this.#request('addComment', {
      path: { id },
      body: comment,
      ...options,
    });
  }

  listAuditEvents(
    id: string,
    query: { limit?: number; cursor?: string } = {},
  ): Promise<Page<AuditEvent>> {
    return this.#request('listAuditEvents', { path: { id }, query });
  }

  getEntitySummary(entityRef: string): Promise<EntitySummary> {
    return this.#request('getEntitySummary', {
      path: { ...parseEntityRef(entityRef) },
    });
  }

  listModels(query: ModelQueryInput = {}): Promise<Page<ChangeModelSummary>> {
    return this.#request('listModels', { query });
  }

  getModel(id: string): Promise<ChangeModelView> {
    return this.#request('getModel', { path: { id } });
  }

  proposeModel(
    proposal: BodyOf<'proposeModel'>,
    options?: PostOptions,
  ): Promise<ChangeModelView> {
    return this.#request('proposeModel', { body: proposal, ...options });
  }

  editModel(id: string, edit: BodyOf<'editModel'>): Promise<ChangeModelView> {
    return this.#request('editModel', { path: { id }, body: edit });
  }

  approveModel(
    id: string,
    version: number,
    options?: PostOptions,
  ): Promise<ChangeModelView> {
    const body = { version };
    return this.#request('approveModel', { path: { id }, body, ...options });
  }

  retireModel(
    id: string,
    reason: string,
    options?: PostOptions,
  ): Promise<ChangeModelView> {
    const body = { reason };
    return this.#request('retireModel', { path: { id }, body, ...options });
  }

  getMetrics(query: MetricsQueryInput = {}): Promise<Metrics> {
    return this.#request('getMetrics', { query });
  }

  listNotices(
    id: string,
    query: { limit?: number; cursor?: string } = {},
  ): Promise<NoticePage> {
    return this.#request('listNotices', { path: { id }, query });
  }

  acknowledgeNotice(id: string): Promise<NoticeView> {
    return this.#request('acknowledgeNotice', { path: { id }, body: {} });
  }

  getNoticePreferences(): Promise<NoticePreferences> {
    return this.#request('getNoticePreferences');
  }

  setNoticePreferences(
    preferences: BodyOf<'setNoticePreferences'>,
  ): Promise<NoticePreferences> {
    return this.#request('setNoticePreferences', { body: preferences });
  }

  listDelegations(query: DelegationQueryInput = {}): Promise<Page<Delegation>> {
    return this.#request('listDelegations', { query });
  }

  createDelegation(
    delegation: DelegationInput,
    options?: PostOptions,
  ): Promise<Delegation> {
    return this.#request('createDelegation', { body: delegation, ...options });
  }

  revokeDelegation(id: string, reason?: string): Promise<Delegation> {
    return this.#request('revokeDelegation', {
      path: { id },
      body: { reason },
    });
  }

  listCalendarTokens(): Promise<Page<CalendarToken>> {
    return this.#request('listCalendarTokens');
  }

  /**
   * The answer holds the token, for this once. With an `idempotencyKey`, a repeated request is refused as a conflict: the
   * first answer is kept nowhere.
   */
  createCalendarToken(
    feed: CalendarTokenInput,
    options?: PostOptions,
  ): Promise<NewCalendarToken> {
    return this.#request('createCalendarToken', { body: feed, ...options });
  }

  revokeCalendarToken(id: string): Promise<CalendarToken> {
    return this.#request('revokeCalendarToken', { path: { id }, body: {} });
  }
}
