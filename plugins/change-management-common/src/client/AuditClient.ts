import {
  AuditExportQuery,
  AuditKeys,
  AuditVerdict,
  Checkpoint,
  ConsistencyProof,
  InclusionProof,
  LeafRangeQuery,
  TrailEntry,
  TrailQueryInput,
} from '../contract/audit';
import { Page } from '../contract/lists';
import { Request } from './request';

/** The part of the API that is about the audit trail as a whole. */
export class AuditClient {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  listEvents(query: TrailQueryInput = {}): Promise<Page<TrailEntry>> {
    return this.#request('listTrail', { query });
  }

  listCheckpoints(
    query: { limit?: number; cursor?: string } = {},
  ): Promise<Page<Checkpoint>> {
    return this.#request('listCheckpoints', { query });
  }

  getLatestCheckpoint(): Promise<Checkpoint> {
    return this.#request('getLatestCheckpoint');
  }

  getKeys(): Promise<AuditKeys> {
    return this.#request('getAuditKeys');
  }

  proveInclusion(leaf: number, size?: number): Promise<InclusionProof> {
    return this.#request('proveInclusion', { query: { leaf, size } });
  }

  proveConsistency(from: number, to?: number): Promise<ConsistencyProof> {
    return this.#request('proveConsistency', { query: { from, to } });
  }

  /** The sealed log as a file. */
  downloadExport(query: AuditExportQuery = {}): Promise<Blob> {
    return this.#request('exportTrail', { query });
  }

  /** Takes up to a minute for a million events; `range` limits what is read anew. */
  verify(range: LeafRangeQuery = {}): Promise<AuditVerdict> {
    return this.#request('verifyTrail', { query: range });
  }
}
