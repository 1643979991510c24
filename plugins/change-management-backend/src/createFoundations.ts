import { createAccessLedger } from './access/createAccess';
import { RecordTrail } from './audit/RecordTrail';
import { CatalogReader } from './catalog/CatalogReader';
import { createConfigurationLedger } from './configuration/createConfiguration';
import { CurrentDelegations } from './delegations/CurrentDelegations';
import { DelegationService } from './delegations/DelegationService';
import { DelegationStore } from './delegations/DelegationStore';
import { PipelineRecord } from './execution/PipelineRecord';
import { readWebhooks } from './execution/webhooks';
import { Extensions } from './extensions';
import { CachedEntityCatalog } from './impact/CachedEntityCatalog';
import { readImpactLimits } from './impact/limits';
import { IncidentReader } from './incidents/IncidentReader';
import { readCauseRules } from './incidents/causeRules';
import {
  readIncidentSources,
  subjectOfSource,
} from './incidents/incidentSources';
import { createModels } from './models/createModels';
import { createNotices } from './notices/createNotices';
import { createPeople } from './people/createPeople';
import { ChangeAuthorizer } from './permissions/ChangeAuthorizer';
import { connect } from './platform/database';
import { Idempotency } from './platform/Idempotency';
import { createPolicies } from './policy/createPolicies';
import { createRisk } from './risk/createRisk';
import { createExecutors } from './rollback/createRollback';
import { createSchedule } from './schedule/createSchedule';
import { Services } from './services';

/** What stands below changes: people, catalog, policy, risk, schedule, ledgers and notices. */
export async function createFoundations(
  services: Services,
  { channels, resolvers, executors }: Extensions,
) {
  const clock = () => new Date();
  const database = await connect(services.databaseService);
  const trail = new RecordTrail(database);
  const idempotency = new Idempotency(database, clock);
  const base = { ...services, database, trail, idempotency, clock };
  const { config } = base;

  const catalogReader = new CatalogReader({
    catalog: services.catalogService,
    auth: services.auth,
  });
  const limits = readImpactLimits(config);
  const catalog = new CachedEntityCatalog({ reader: catalogReader, limits });

  const delegationStore = new DelegationStore(database);
  const standIns = new CurrentDelegations({ store: delegationStore, clock });
  const webhooks = readWebhooks(config);
  const incidentSources = readIncidentSources(config);
  const { register, pipelines, actors, people, roleBook } = createPeople({
    ...base,
    webhooks: [
      ...webhooks.map(({ name, entities }) => ({
        subject: `webhook:${name}`,
        entities,
      })),
      ...incidentSources.map(source => ({
        subject: subjectOfSource(source),
        entities: source.entities,
      })),
    ],
    reader: catalogReader,
    standIns,
  });

  const { policyStore, policies } = await createPolicies(base);
  const incidentReader = new IncidentReader(database);
  const noticeRoom = createNotices({ ...base, people, channels, resolvers });
  return {
    ...base,
    catalogReader,
    limits,
    catalog,
    webhooks,
    incidentSources,
    causeRules: readCauseRules(config),
    holders: register.holders,
    register,
    pipelines,
    actors,
    people,
    roleBook,
    policyStore,
    policies,
    incidentReader,
    ...createModels({ ...base, catalog, policies }),
    ...createRisk({ ...base, incidents: incidentReader, policies }),
    ...createSchedule(base),
    configurationLedger: createConfigurationLedger(base),
    accessLedger: createAccessLedger(base),
    pipelineRecord: new PipelineRecord(database),
    executors: createExecutors({ ...base, added: executors }),
    ...noticeRoom,
    delegations: new DelegationService({
      ...base,
      store: delegationStore,
      current: standIns,
      notices: noticeRoom.notices,
      catalog: catalogReader,
    }),
    authorizer: new ChangeAuthorizer(services),
  };
}

/** See {@link createFoundations}. */
export type Foundations = Awaited<ReturnType<typeof createFoundations>>;
