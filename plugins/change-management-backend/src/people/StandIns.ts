import { StaleOptions } from '../catalog/RecentReads';

/** One person who stands in for another now. */
export interface StandIn {
  delegator: string;
  delegate: string;
}

/** Who stands in for whom at this moment. */
export interface StandIns {
  /** May be 30 seconds old where another process made or revoked one; never past its end. */
  now(options?: StaleOptions): Promise<StandIn[]>;
}
