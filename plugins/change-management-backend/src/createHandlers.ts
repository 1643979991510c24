import {
  AuditEvent,
  changeAuditPermission,
  ChangeCommand,
  changeReadPermission,
  createOpenApiDocument,
  entityRef,
} from 'backstage-plugin-change-management-common';
import { createAuditHandlers } from './audit/auditHandlers';
import { Audit } from './audit/createAudit';
import { commentTypes, logTypes, toComment, toLogEntry } from './audit/views';
import { CalendarService } from './calendar/CalendarService';
import { createCalendarHandlers } from './calendar/handlers';
import { ReadingRights } from './calendar/ReadingRights';
import { StaleOptions } from './catalog/RecentReads';
import { ChangeReader } from './changes/ChangeReader';
import { Caller, ChangeService } from './changes/ChangeService';
import { Outcome } from './changes/ChangeWriter';
import { FactGatherer } from './changes/FactGatherer';
import { presentChange } from './changes/present';
import { Sees } from './changes/seen';
import { toCommand } from './changes/toCommand';
import { AccessReader } from './access/AccessReader';
import { AccessService } from './access/AccessService';
import { createAccessHandlers } from './access/accessHandlers';
import { ConfigurationImporter } from './configuration/ConfigurationImporter';
import { ConfigurationReader } from './configuration/ConfigurationReader';
import { ConfigurationService } from './configuration/ConfigurationService';
import { createConfigurationHandlers } from './configuration/configurationHandlers';
import { DelegationService } from './delegations/DelegationService';
import { createModelHandlers } from './models/handlers';
import { ModelReader } from './models/ModelReader';
import { ModelService } from './models/ModelService';
import { createNoticeHandlers } from './notices/handlers';
import { NoticeBook } from './notices/NoticeBook';
import { Preferences } from './notices/Preferences';
import { ActorDirectory } from './people/ActorDirectory';
import { RoleBook } from './people/RoleBook';
import { ChangeAuthorizer } from './permissions/ChangeAuthorizer';
import { forAuditor } from './permissions/Grants';
import { Call, Handlers } from './platform/createRouter';
import { Idempotency } from './platform/Idempotency';
import { parse } from './platform/parse';
import { inTime } from './platform/unavailable';
import { FigureReader } from './figures/FigureReader';
import { createPlanningHandlers } from './planning/handlers';
import { Previewer } from './planning/Previewer';
import { ScheduleReader } from './planning/ScheduleReader';
import { Simulator } from './planning/Simulator';
import { SlotFinder } from './planning/SlotFinder';
import { PolicyRoom } from './policy/createPolicies';
import { createPolicyHandlers } from './policy/policyHandlers';
import { PolicyService } from './policy/PolicyService';
import { createWindowHandlers } from './schedule/windowHandlers';
import { WindowService } from './schedule/WindowService';
import { CoverageReader } from './execution/CoverageReader';
import { DarkChanges } from './execution/DarkChanges';
import { DeploymentService } from './execution/DeploymentService';
import { Gate } from './execution/Gate';
import { createExecutionHandlers } from './execution/handlers';
import { createReviewHandlers } from './reviews/reviewHandlers';
import { ReviewReader } from './reviews/ReviewReader';
import { ReviewService } from './reviews/ReviewService';
import { IncidentBook } from './incidents/IncidentBook';
import { IncidentCauses } from './incidents/IncidentCauses';
import { IncidentService } from './incidents/IncidentService';
import { createIncidentHandlers } from './incidents/incidentHandlers';
import { Executors } from './rollback/Executors';
import { FailureHistory } from './risk/FailureHistory';
import { createRiskHandlers } from './risk/riskHandlers';
import { createEvidenceHandlers } from './evidence/evidenceHandlers';
import { ComplianceReader } from './evidence/ComplianceReader';
import { createRetentionHandlers } from './retention/createRetention';
import { LegalHolds } from './retention/LegalHolds';
import { EvidencePacks } from './evidence/EvidencePacks';

/** What the routes are answered with. */
export interface HandlersOptions extends PolicyRoom {
  actors: ActorDirectory;
  authorizer: ChangeAuthorizer;
  changes: ChangeService;
  reader: ChangeReader;
  figures: FigureReader;
  gatherer: FactGatherer;
  idempotency: Idempotency;
  policies: PolicyService;
  models: ModelService;
  modelReader: ModelReader;
  roleBook: RoleBook;
  delegations: DelegationService;
  noticeBook: NoticeBook;
  preferences: Preferences;
  history: FailureHistory;
  calendars: CalendarService;
  readingRights: ReadingRights;
  windows: WindowService;
  schedule: ScheduleReader;
  slotFinder: SlotFinder;
  simulator: Simulator;
  previewer: Previewer;
  gate: Gate;
  deployments: DeploymentService;
  coverage: CoverageReader;
  darkChanges: DarkChanges;
  access: AccessService;
  accessReader: AccessReader;
  configuration: ConfigurationService;
  configurationReader: ConfigurationReader;
  configurationImporter: ConfigurationImporter;
  incidents: IncidentService;
  incidentBook: IncidentBook;
  incidentCauses: IncidentCauses;
  audit: Audit;
  reviews: ReviewService;
  reviewReader: ReviewReader;
  executors: Executors;
  compliance: ComplianceReader;
  packs: EvidencePacks;
  holds: LegalHolds;
  clock: () => Date;
}

type AnyCall = Pick<Call, 'credentials' | 'path' | 'repeatable'> & {
  body: object;
};

function recordedAs(outcome: Outcome, type: AuditEvent['type']): AuditEvent {
  return outcome.recorded.find(event => event.type === type)!;
}

/** One line or two per route: everything else is done by the router before, or by a service after. */
export function createHandlers(options: HandlersOptions): Handlers {
  const { actors, authorizer, changes, delegations, reader } = options;
  let openApiDocument: Record<string, unknown> | undefined;

  const callerOf = async (
    call: Pick<Call, 'credentials'>,
    stale?: StaleOptions,
  ): Promise<Caller> => {
    const [actor, grants] = await Promise.all([
      actors.getActor(call.credentials, stale),
      inTime(authorizer.grantsFor(call.credentials)),
    ]);
    // Not awaited: nobody is held up by what only their calendar needs.
    void options.readingRights.note(actor.userRef, grants.reading);
    const audits = actor.roles.some(({ role }) => role === 'auditor');
    return { actor, grants: audits ? forAuditor(grants) : grants };
  };
  /** Who only looks is not held up by a catalog that is away. */
  const viewerOf = (call: Pick<Call, 'credentials'>) =>
    callerOf(call, { orStale: true });

  const command =
    <T>(
      type: ChangeCommand['type'],
      respond: (outcome: Outcome, caller: Caller, seesItem: Sees) => T,
    ) =>
    async (call: AnyCall) => {
      const caller = await callerOf(call);
      const seesItem = await reader.configurationSeenIn(caller, call.path.id);
      return changes.execute(
        caller,
        call.path.id,
        toCommand(type, call.body, call.path),
        outcome => respond(outcome, caller, seesItem),
        call.repeatable,
      );
    };

  const view = (
    { change, facts }: Outcome,
    { grants }: Caller,
    seesItem?: Sees,
  ) => presentChange(change, facts, grants, { seesItem });

  const step = (type: ChangeCommand['type']) => command(type, view);

  return {
    async getMe(call) {
      return actors.getActor(call.credentials, { orStale: true });
    },
    ...createPolicyHandlers({ ...options, viewerOf }),
    async getOpenApi() {
      openApiDocument ??= createOpenApiDocument();
      return openApiDocument;
    },

    async createChange(call) {
      const caller = await callerOf(call);
      return changes.create(
        caller,
        call.body,
        outcome => view(outcome, caller),
        call.repeatable,
      );
    },
    async previewChange(call) {
      const caller = await callerOf(call);
      const preview = await options.previewer.preview(caller, call.body);
      return call.repeatable
        ? options.idempotency.run(call.repeatable, async () => preview)
        : preview;
    },

    ...createModelHandlers({ ...options, callerOf }),

    ...createAuditHandlers({ ...options, viewerOf }),
    ...createRetentionHandlers(options),
    ...createEvidenceHandlers({ ...options, ...options.audit, viewerOf }),

    ...createRiskHandlers(options),

    ...createWindowHandlers(options),

    ...createPlanningHandlers({ ...options, viewerOf }),

    ...createExecutionHandlers({ ...options, callerOf, viewerOf }),
    ...createIncidentHandlers({ ...options, callerOf, viewerOf }),
    ...createAccessHandlers({ ...options, callerOf, viewerOf }),
    ...createConfigurationHandlers({ ...options, callerOf, viewerOf, view }),

    ...createReviewHandlers({ ...options, callerOf, viewerOf }),

    ...createNoticeHandlers({ ...options, callerOf, viewerOf }),

    async listChanges(call) {
      return reader.list(await viewerOf(call), call.query);
    },
    async getChange(call) {
      return reader.get(await viewerOf(call), call.path.id);
    },
    async getMetrics(call) {
      const { grants } = await viewerOf(call);
      return options.figures.read(call.query, grants.visible);
    },
    async getEntitySummary(call) {
      const { kind, namespace, name } = call.path;
      const ref = parse(entityRef, `${kind}:${namespace}/${name}`);
      return reader.summarize(await viewerOf(call), ref);
    },

    editChange: step('edit'),
    submitChange: step('submit'),
    assessChange: step('assess'),
    decideChange: step('decide'),
    scheduleChange: step('schedule'),
    addTestResult: step('add-test-result'),
    startChange: step('start'),
    completeChange: step('complete'),
    rollbackChange: step('rollback'),
    reviewChange: step('review'),
    closeChange: step('close'),
    cancelChange: step('cancel'),
    reviseChange: step('revise'),
    holdChange: step('hold'),
    releaseChange: step('release'),
    overrideRisk: step('override-risk'),
    addTask: step('add-task'),
    updateTask: step('update-task'),
    addRehearsal: step('add-rehearsal'),
    async listRollbackExecutors() {
      return { items: options.executors.views };
    },
    startRollback: step('start-rollback'),
    endRollbackStep: step('rollback-step'),
    addLogEntry: command('log', outcome =>
      toLogEntry(recordedAs(outcome, 'logged')),
    ),
    addComment: command('comment', outcome =>
      toComment(recordedAs(outcome, 'commented')),
    ),

    async createDelegation(call) {
      const actor = await actors.getActor(call.credentials);
      return delegations.create(actor, call.body, call.repeatable);
    },
    async listDelegations(call) {
      const actor = await actors.getActor(call.credentials, { orStale: true });
      return delegations.list(actor, call.query);
    },
    async revokeDelegation(call) {
      const actor = await actors.getActor(call.credentials);
      const { reason } = call.body;
      return delegations.revoke(actor, call.path.id, reason, call.repeatable);
    },

    ...createCalendarHandlers({ ...options, callerOf }),

    async listLog(call) {
      const page = await reader.listEvents(
        await viewerOf(call),
        call.path.id,
        changeReadPermission,
        { ...call.query, types: logTypes },
      );
      return { ...page, items: page.items.map(toLogEntry) };
    },
    async listComments(call) {
      const page = await reader.listEvents(
        await viewerOf(call),
        call.path.id,
        changeReadPermission,
        { ...call.query, types: commentTypes },
      );
      return { ...page, items: page.items.map(toComment) };
    },
    async listAuditEvents(call) {
      return reader.listEvents(
        await viewerOf(call),
        call.path.id,
        changeAuditPermission,
        call.query,
      );
    },
  };
}
