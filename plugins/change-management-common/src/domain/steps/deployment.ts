import { startedStates } from '../../contract/words';
import { checkReport, DeploymentFacts } from '../../execution/deployments';
import { inState, Step } from './step';

/** A deployment for which a change stands, as its execution log tells it (policy §4). */
export interface RecordDeployment {
  type: 'record-deployment';
  revision?: undefined;
  deployment: DeploymentFacts;
}

function summaryOf({
  entityRef,
  version,
  environment,
  status,
}: DeploymentFacts): string {
  const name = entityRef.slice(entityRef.indexOf('/') + 1);
  return `${name} ${version} in ${environment}: ${status}`.slice(0, 500);
}

function wordsOf({
  entityRef,
  version,
  environment,
  artifactDigest,
  actor,
  url,
}: DeploymentFacts): string {
  return [
    `${entityRef} ${version} in ${environment}.`,
    artifactDigest && `Artefact ${artifactDigest}.`,
    actor && `Set going by ${actor}.`,
    url,
  ]
    .filter(Boolean)
    .join(' ');
}

/** When it began, or ended once it has; never outside of what the change lasts so far. */
function timeOf(
  { status, startedAt, finishedAt }: DeploymentFacts,
  { actualStart }: { actualStart?: string },
  now: string,
): string {
  const told = status === 'started' ? startedAt : finishedAt ?? now;
  if (told > now) {
    return now;
  }
  return actualStart && told < actualStart ? actualStart : told;
}

export const recordDeployment: Step<'record-deployment'> = {
  check: change => inState(change, startedStates, 'recording a deployment'),
  run: (change, { deployment }, { actor, entities, now }) =>
    checkReport(actor, deployment, entities[deployment.entityRef]) ?? [
      {
        type: 'logged',
        entry: {
          kind: 'deployment',
          summary: summaryOf(deployment),
          whatChanged: wordsOf(deployment),
          result: deployment.status,
          occurredAt: timeOf(deployment, change, now),
        },
      },
    ],
};
