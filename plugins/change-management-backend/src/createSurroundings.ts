import { createAccess } from './access/createAccess';
import { createAudit } from './audit/createAudit';
import { createCalendar } from './calendar/createCalendar';
import { DatabasePastChanges } from './changes/DatabasePastChanges';
import { createConfiguration } from './configuration/createConfiguration';
import { ChangeRooms } from './createChangeRooms';
import { Foundations } from './createFoundations';
import { createEvidence } from './evidence/createEvidence';
import { createRetention } from './retention/createRetention';
import { createExecution } from './execution/createExecution';
import {
  createWebhookRouter,
  WEBHOOKS_PATH,
} from './execution/createWebhookRouter';
import { Extensions } from './extensions';
import { createFigures } from './figures/createFigures';
import { createIncidents, receiveIncidents } from './incidents/createIncidents';
import { createPolicyRoom } from './policy/createPolicies';
import { createReviews } from './reviews/createReviews';

/** What happens around changes; it calls them as anybody else does. */
export async function createSurroundings(
  foundations: Foundations,
  changeRooms: ChangeRooms,
  { deploymentSources }: Extensions,
) {
  const { httpRouter, holders, policyStore, incidentReader } = foundations;
  const { reader, listen } = changeRooms;
  const base = {
    ...foundations,
    ...changeRooms,
    changeReader: reader,
    changeManagers: holders.changeManager,
    countVersions: foundations.configurationLedger.countVersions,
  };

  const { darkChangeWatch, ...execution } = createExecution(base);
  httpRouter.addAuthPolicy({ path: WEBHOOKS_PATH, allow: 'unauthenticated' });
  httpRouter.use(
    createWebhookRouter({
      ...base,
      sources: deploymentSources,
      deployments: execution.deployments,
    }),
  );
  const { accessWatch, ...access } = createAccess({
    ...base,
    ...base.accessLedger,
  });
  const configurationParts = {
    ...base,
    ...base.configurationLedger,
    darkChanges: execution.darkChanges,
  };
  const configuration = createConfiguration(configurationParts);
  const incidentParts = { ...base, deployedUnder: execution.deployedUnder };
  const { suspicions, ...incidents } = createIncidents(incidentParts);
  const incidentEvents = await receiveIncidents({
    ...base,
    sources: base.incidentSources,
    incidents: incidents.incidents,
  });
  const { figures, figureWatch } = createFigures(base);
  const reviewParts = {
    ...base,
    figures,
    majorIncidentsSince: (time: string) => incidentReader.majorSince(time),
    amendmentsOf: (id: string) => policyStore.listAmendments(id),
  };
  const { reviewWatch, ...reviews } = createReviews(reviewParts);
  listen(reviews.onChange);
  const policy = createPolicyRoom({
    ...base,
    past: new DatabasePastChanges(base),
    reviewed: {
      lastReviewedAt: () => reviews.reviewReader.policyReviewedAt(),
      majorIncidentsSince: reviewParts.majorIncidentsSince,
    },
    findingsOf: (ids, tx) => reviews.reviewReader.findingsOf(ids, tx),
  });
  const audit = createAudit({
    ...base,
    securityManagers: holders.securityManager,
  });
  const retention = createRetention({ ...base, sealer: audit.sealer });
  const evidence = createEvidence({
    ...base,
    ...execution,
    ...configuration,
    audit,
    seals: audit.seals,
    reviewReader: reviews.reviewReader,
  });
  listen(evidence.clauseReadings.onChange);
  return {
    /** What routes are answered with. */
    answering: {
      ...execution,
      ...access,
      ...configuration,
      ...incidents,
      figures,
      ...reviews,
      ...policy,
      audit,
      ...evidence,
      ...retention,
      ...createCalendar(base),
    },
    watches: [
      darkChangeWatch,
      accessWatch,
      reviewWatch,
      suspicions,
      incidentEvents,
      { start: () => figureWatch.start(foundations.scheduler) },
    ],
    /** What demo data is made with, at other times. */
    execution: base,
    configuration: configurationParts,
    reviews: reviewParts,
    incidents: incidentParts,
  };
}
