import {
  ChangeEvidence,
  ChangeSeal,
  Compliance,
  ComplianceQueryInput,
  PackQueryInput,
  Verification,
} from '../contract/evidence';
import { Page } from '../contract/lists';
import { LegalHold, LegalHoldFormInput } from '../contract/retention';
import { Request } from './request';

/** The part of the API that auditors use. */
export class EvidenceClient {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  getOfChange(id: string): Promise<ChangeEvidence> {
    return this.#request('getChangeEvidence', { path: { id } });
  }

  /** The same as a ZIP, with pages to read. */
  downloadOfChange(id: string): Promise<Blob> {
    return this.#request('getChangeEvidence', {
      path: { id },
      query: { format: 'zip' },
    });
  }

  getSeal(id: string): Promise<ChangeSeal> {
    return this.#request('getChangeSeal', { path: { id } });
  }

  getCompliance(query: ComplianceQueryInput): Promise<Compliance> {
    return this.#request('getCompliance', { query });
  }

  /** A ZIP. */
  downloadPack(query: PackQueryInput): Promise<Blob> {
    return this.#request('getEvidencePack', { query });
  }

  listLegalHolds(
    query: { limit?: number; cursor?: string } = {},
  ): Promise<Page<LegalHold>> {
    return this.#request('listLegalHolds', { query });
  }

  placeLegalHold(form: LegalHoldFormInput): Promise<LegalHold> {
    return this.#request('placeLegalHold', { body: form });
  }

  releaseLegalHold(id: string, reason: string): Promise<LegalHold> {
    return this.#request('releaseLegalHold', {
      path: { id },
      body: { reason },
    });
  }

  async getLatestVerification(): Promise<Verification | undefined> {
    const { latest } = await this.#request<{ latest?: Verification }>(
      'getLatestVerification',
    );
    return latest;
  }
}
