import { StaleOptions } from '../catalog/RecentReads';
import { ActorDirectory } from '../people/ActorDirectory';
import { Call, Handlers } from '../platform/createRouter';
import { PolicyAmendments } from './PolicyAmendments';
import { PolicyBook } from './PolicyBook';
import { PolicyService } from './PolicyService';

/** What the routes of the policy are answered with. */
export interface PolicyHandlersOptions {
  actors: ActorDirectory;
  policies: PolicyService;
  book: PolicyBook;
  amendments: PolicyAmendments;
}

type PolicyOperation =
  | 'getPolicy'
  | 'listPolicies'
  | 'getPolicyVersion'
  | 'diffPolicies'
  | 'proposePolicy'
  | 'editPolicy'
  | 'approvePolicy'
  | 'publishPolicy';

/** One line or two per route, as in `createHandlers`. */
export function createPolicyHandlers(
  options: PolicyHandlersOptions,
): Pick<Handlers, PolicyOperation> {
  const { actors, policies, book, amendments } = options;
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
  };
}
