import {
  DeploymentAuthorization,
  DeploymentEvent,
  DeploymentFacts,
} from 'backstage-plugin-change-management-common';
import { toIsoTime } from '../platform/database';

/** A deployment as it is stored. */
export interface Deployment extends DeploymentFacts {
  id: string;
  source: string;
  externalId: string;
  production: boolean;
  authorization: DeploymentAuthorization;
  /** The change that stands behind it; `changeId` is the one that its pipeline named. */
  coveredBy?: string;
  recordedAt: string;
}

/** An event of a deployment as it is stored. */
export interface StoredEvent {
  number: number;
  event: DeploymentEvent;
  by: string;
  recordedAt: string;
  settledAt?: string;
  refusal?: string;
}

/** A row of `deployments`. */
export interface DeploymentRow {
  number: number;
  source: string;
  external_id: string;
  production: boolean | number;
  authorization: DeploymentAuthorization;
  change_id: string | null;
  started_at: string | Date;
  recorded_at: string | Date;
  document: string;
}

/** A row of `deployment_events`. */
export interface EventRow {
  number: number;
  event: string;
  reported_by: string;
  recorded_at: string | Date;
  settled_at: string | Date | null;
  refusal: string | null;
}

/** What the ids of deployments begin with. */
export const prefix = 'DEP';

export function toDeployment(row: DeploymentRow): Deployment {
  return {
    ...JSON.parse(row.document),
    id: `${prefix}-${row.number}`,
    source: row.source,
    externalId: row.external_id,
    production: Boolean(row.production),
    authorization: row.authorization,
    coveredBy: row.change_id ?? undefined,
    recordedAt: toIsoTime(row.recorded_at),
  };
}

export function toEvent(row: EventRow): StoredEvent {
  return {
    number: row.number,
    event: JSON.parse(row.event),
    by: row.reported_by,
    recordedAt: toIsoTime(row.recorded_at),
    settledAt: row.settled_at ? toIsoTime(row.settled_at) : undefined,
    refusal: row.refusal ?? undefined,
  };
}

/** The columns that follow from what is known of a deployment. */
export function columnsOf({ status, startedAt, ...rest }: DeploymentFacts) {
  return {
    status,
    started_at: startedAt,
    document: JSON.stringify({ status, startedAt, ...rest }),
  };
}
