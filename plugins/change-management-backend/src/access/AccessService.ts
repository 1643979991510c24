import { ConflictError } from '@backstage/errors';
import {
  AccessAct,
  AccessList,
  AccessOutcome,
  AccessRequest,
  changeReadPermission,
} from 'backstage-plugin-change-management-common';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller, ChangeService } from '../changes/ChangeService';
import { RepeatableRequest } from '../platform/Idempotency';
import { AccessReader } from './AccessReader';

/** What {@link AccessService} is made from. */
export interface AccessServiceOptions {
  reader: AccessReader;
  changes: ChangeService;
  changeReader: ChangeReader;
}

/** Access that is granted and revoked by changes, one grant at a time (policy §6). */
export class AccessService {
  readonly #options: AccessServiceOptions;

  constructor(options: AccessServiceOptions) {
    this.#options = options;
  }

  /**
   * Adds to what a draft asks for, or grants at once by a change that is being implemented.
   *
   * @throws NotFoundError for a change that the caller may not see, ConflictError for one that may not grant this
   */
  async grant(
    caller: Caller,
    { changeId, ...grant }: AccessRequest & { changeId: string },
    request?: RepeatableRequest,
  ): Promise<AccessOutcome> {
    const access = { grants: [grant], revocations: [] };
    return this.#through(caller, changeId, access, request);
  }

  /** @throws NotFoundError, ConflictError, as {@link AccessService.grant}; ConflictError for what is revoked already */
  async revoke(
    caller: Caller,
    id: string,
    changeId: string,
    request?: RepeatableRequest,
  ): Promise<AccessOutcome> {
    const { principal, entityRef, permission, revokedAt, ...grant } =
      await this.#options.reader.find(caller, id);
    if (revokedAt !== undefined && grant.revokedBy !== changeId.toUpperCase()) {
      throw new ConflictError(`${grant.id} is revoked already.`);
    }
    const access = {
      grants: [],
      revocations: [{ principal, entityRef, permission }],
    };
    return this.#through(caller, changeId, access, request);
  }

  async #through(
    caller: Caller,
    changeId: string,
    access: AccessList,
    request: RepeatableRequest | undefined,
  ): Promise<AccessOutcome> {
    const { changes, changeReader } = this.#options;
    const { id, state } = await changeReader.read(
      caller,
      changeId,
      changeReadPermission,
    );
    const isDraft = state === 'draft';
    return changes.execute<AccessOutcome>(
      caller,
      id,
      { type: isDraft ? 'propose-access' : 'apply-access', access },
      ({ recorded }) => ({
        status: isDraft ? 'proposed' : 'applied',
        changeId: id,
        acts: recorded.flatMap(({ type, data }) =>
          type === 'access-changed' ? (data.acts as AccessAct[]) : [],
        ),
      }),
      request,
    );
  }
}
