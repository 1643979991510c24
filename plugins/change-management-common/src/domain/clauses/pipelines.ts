import { DeploymentStatus } from '../../contract/execution';
import { Reading, ReadingFacts, timeOf } from './reading';

/** One answer of the gate. */
export interface GateTold {
  /** Ref of who asked. */
  by: string;
  /** ISO 8601, UTC */
  at: string;
  environment: string;
}

/** What pipelines asked and reported of one change, in production. */
export interface PipelineFacts {
  gate?: {
    refused: number;
    lastRefused?: GateTold;
    lastAllowed?: GateTold;
  };
  deployments?: {
    number: number;
    /** The one that was reported last. */
    last: {
      /** Ref of who reported it. */
      by: string;
      /** ISO 8601, UTC: when it began. */
      at: string;
      entityRef: string;
      version: string;
      environment: string;
      status: DeploymentStatus;
    };
  };
}

/** What was done shows in the evidence; by which clauses it had to be done is for people's acts to say. */
function withMore(reading: Reading, more: string | undefined): Reading {
  return more && reading.status !== 'not-applicable'
    ? { ...reading, evidence: `${reading.evidence} ${more}` }
    : reading;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** With what the gate, which lets nothing untested through to production, told pipelines. */
export function withGate(reading: Reading, { pipelines }: ReadingFacts) {
  const { refused = 0, lastRefused, lastAllowed } = pipelines?.gate ?? {};
  const told = lastAllowed ?? lastRefused;
  if (!told) {
    return reading;
  }
  const when = `${told.environment} on ${timeOf(told.at)}`;
  return withMore(
    reading,
    lastAllowed
      ? `The gate let ${told.by} through to ${when}${
          refused ? `; it had refused ${times(refused)}` : ''
        }.`
      : `The gate refused ${told.by} ${times(refused)}, last for ${when}.`,
  );
}

/** With what pipelines reported to have put into production. */
export function withDeployments(reading: Reading, { pipelines }: ReadingFacts) {
  const { number, last } = pipelines?.deployments ?? {};
  if (!number || !last) {
    return reading;
  }
  const { by, at, entityRef, version, environment, status } = last;
  return withMore(
    reading,
    `${
      number === 1
        ? '1 deployment was reported'
        : `${number} deployments were reported`
    }, the last by ${by}: ${entityRef} ${version} in ${environment}, begun on ${timeOf(
      at,
    )}, ${status}.`,
  );
}
