import { Caller } from '../changes/ChangeService';
import { Call, Handlers } from '../platform/createRouter';
import { AccessReader } from './AccessReader';
import { AccessService } from './AccessService';

type AccessOperation =
  | 'listAccessGrants'
  | 'getAccessGrant'
  | 'grantAccess'
  | 'revokeAccess';

/** The routes of the ledger of access. */
export function createAccessHandlers(options: {
  callerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  viewerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  access: AccessService;
  accessReader: AccessReader;
}): Pick<Handlers, AccessOperation> {
  const { callerOf, viewerOf, access, accessReader } = options;

  return {
    async listAccessGrants(call) {
      return accessReader.list(await viewerOf(call), call.query);
    },
    async getAccessGrant(call) {
      return accessReader.get(await viewerOf(call), call.path.id);
    },
    async grantAccess(call) {
      return access.grant(await callerOf(call), call.body, call.repeatable);
    },
    async revokeAccess(call) {
      return access.revoke(
        await callerOf(call),
        call.path.id,
        call.body.changeId,
        call.repeatable,
      );
    },
  };
}
