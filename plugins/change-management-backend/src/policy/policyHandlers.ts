import { StaleOptions } from '../catalog/RecentReads';
import { Caller } from '../changes/ChangeService';
import { ActorDirectory } from '../people/ActorDirectory';
import { RoleBook } from '../people/RoleBook';
import { Call, Handlers } from '../platform/createRouter';
import { PolicyRoom } from './createPolicies';
import { PolicyService } from './PolicyService';

/** What the routes of the policy are answered with. */
export interface PolicyHandlersOptions extends PolicyRoom {
  actors: ActorDirectory;
  policies: PolicyService;
  roleBook: RoleBook;
  viewerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
}

type PolicyOperation =
  | 'getPolicy'
  | 'listPolicies'
  | 'getPolicyVersion'
  | 'diffPolicies'
  | 'proposePolicy'
  | 'editPolicy'
  | 'approvePolicy'
  | 'publishPolicy'
  | 'withdrawPolicy'
  | 'simulatePolicy'
  | 'listPolicyAnnouncements'
  | 'acknowledgePolicy'
  | 'listPolicyReaders'
  | 'getRoles';

/** One line or two per route, as in `createHandlers`. */
export function createPolicyHandlers(
  options: PolicyHandlersOptions,
): Pick<Handlers, PolicyOperation> {
  const {
    actors,
    policies,
    policyBook: book,
    policyAmendments: amendments,
  } = options;
  const { policySimulator, policyReading, roleBook } = options;
  const actorOf = (call: Pick<Call, 'credentials'>, stale?: StaleOptions) =>
    actors.getActor(call.credentials, stale);
  /** Who only looks is not held up by a catalog that is away. */
  const viewerOf = (call: Pick<Call, 'credentials'>) =>
    actorOf(call, { orStale: true });

  return {
    async getPolicy() {
      return policies.getCurrent();
    },
    async listPolicies(call) {
      return book.list(await viewerOf(call));
    },
    async getPolicyVersion(call) {
      return book.get(await viewerOf(call), call.path.version);
    },
    async diffPolicies(call) {
      return book.diff(call.path.version, call.query.against);
    },
    async proposePolicy(call) {
      return amendments.propose(
        await actorOf(call),
        call.body,
        call.repeatable,
      );
    },
    async editPolicy(call) {
      return amendments.edit(await actorOf(call), call.path.version, call.body);
    },
    async approvePolicy(call) {
      return amendments.approve(
        await actorOf(call),
        call.path.version,
        call.body.digest,
        call.repeatable,
      );
    },
    async publishPolicy(call) {
      return amendments.publish(
        await actorOf(call),
        call.path.version,
        call.body.effectiveDate,
        call.repeatable,
      );
    },
    async withdrawPolicy(call) {
      return amendments.withdraw(
        await actorOf(call),
        call.path.version,
        call.body.reason,
        call.repeatable,
      );
    },
    async simulatePolicy(call) {
      const { actor, grants } = await options.viewerOf(call);
      const { visible } = grants;
      return policySimulator.simulate({ actor, visible }, call.body);
    },
    async listPolicyAnnouncements(call) {
      return policyReading.announcements(await viewerOf(call));
    },
    async acknowledgePolicy(call) {
      return policyReading.acknowledge(
        await actorOf(call),
        call.path.version,
        call.repeatable,
      );
    },
    async listPolicyReaders(call) {
      return policyReading.readers(
        await viewerOf(call),
        call.path.version,
        call.query,
      );
    },
    async getRoles() {
      return roleBook.read();
    },
  };
}
