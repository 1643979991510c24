import { NotAllowedError } from '@backstage/errors';
import {
  AuditEvent,
  changeAuditPermission,
  ChangeEvidence,
  Checkpoint,
  configurationReadPermission,
  decisionsOf,
  formVersionsOf,
  noticeGiven,
  noticeHoursOf,
} from 'backstage-plugin-change-management-common';
import { SealReader } from '../audit/SealReader';
import { commentTypes, logTypes, toComment, toLogEntry } from '../audit/views';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { ConfigurationReader } from '../configuration/ConfigurationReader';
import { DeploymentService } from '../execution/DeploymentService';
import { Gate } from '../execution/Gate';
import { NoticeBook } from '../notices/NoticeBook';
import { listAll } from '../platform/allPages';
import { PolicyService } from '../policy/PolicyService';

const limit = 200;

/** What {@link EvidenceReader} is made from. */
export interface EvidenceReaderOptions {
  reader: ChangeReader;
  seals: SealReader;
  policies: PolicyService;
  noticeBook: NoticeBook;
  deployments: DeploymentService;
  gate: Gate;
  configurationReader: ConfigurationReader;
  clock: () => Date;
}

/** Gathers what every room knows of one change, each for the eyes of whoever asks. */
export class EvidenceReader {
  readonly #options: EvidenceReaderOptions;

  constructor(options: EvidenceReaderOptions) {
    this.#options = options;
  }

  /**
   * @param checkpoint - which the proofs of its events lead to; the latest where nothing is said
   * @throws NotFoundError for what the caller may not see
   * @throws NotAllowedError for whose trail, or for what of whose configuration, the caller may not read
   */
  async read(
    caller: Caller,
    id: string,
    checkpoint?: Checkpoint,
  ): Promise<ChangeEvidence> {
    const { reader, seals, policies, clock } = this.#options;
    const stored = await reader.read(caller, id, changeAuditPermission);
    const [change, policy, trail] = await Promise.all([
      reader.get(caller, stored.id),
      policies.get(stored.policyVersion),
      seals.read(stored.id, checkpoint),
    ]);
    await this.#requireWhole(
      caller,
      trail.events.map(({ event }) => event),
    );
    const events = trail.events
      .filter(({ purgedLeaf }) => purgedLeaf === undefined)
      .map(({ event }) => event);
    const given = noticeGiven(stored);
    const [notices, deployments, gateChecks, configuration] = await Promise.all(
      [
        this.#notices(caller, stored.id),
        this.#deployments(caller, stored.id),
        this.#gateChecks(caller, stored.id),
        this.#configuration(caller, events),
      ],
    );
    const { version, title, effectiveDate, approvedBy } = policy;
    return {
      takenAt: clock().toISOString(),
      takenBy: caller.actor.userRef,
      change,
      policy: { version, title, effectiveDate, approvedBy },
      versions: formVersionsOf(events),
      decisions: decisionsOf(events, stored),
      notices: {
        items: notices,
        lead: {
          demandedHours: noticeHoursOf(stored, policy),
          ...(given !== undefined && { givenHours: given }),
        },
      },
      log: events
        .filter(({ type }) => (logTypes as string[]).includes(type))
        .map(toLogEntry),
      comments: events
        .filter(({ type }) => (commentTypes as string[]).includes(type))
        .map(toComment),
      deployments,
      gateChecks,
      configuration,
      seal: trail.seal,
      events: trail.events,
    };
  }

  /**
   * Whether somebody may take evidence of a change whole: a part of it would prove nothing.
   *
   * @throws NotFoundError, NotAllowedError
   */
  async check(caller: Caller, id: string): Promise<void> {
    const { reader, seals } = this.#options;
    const { id: changeId } = await reader.read(
      caller,
      id,
      changeAuditPermission,
    );
    const { events } = await seals.read(changeId);
    await this.#requireWhole(
      caller,
      events.map(({ event }) => event),
    );
  }

  async #requireWhole(caller: Caller, events: AuditEvent[]): Promise<void> {
    const told = await this.#options.reader.withhold(caller, events);
    const [hidden] = told.filter(({ withheld }) => withheld);
    if (hidden) {
      throw new NotAllowedError(
        `${hidden.changeId} alters configuration that you may not read: the permission ${configurationReadPermission.name} is missing.`,
      );
    }
  }

  #notices({ actor }: Caller, changeId: string) {
    return listAll(cursor =>
      this.#options.noticeBook.list(actor, changeId, { limit, cursor }),
    );
  }

  async #deployments(caller: Caller, changeId: string) {
    const { deployments } = this.#options;
    const found = await listAll(cursor =>
      deployments.list(caller, { changeId, scope: 'self', limit, cursor }),
    );
    return Promise.all(found.map(({ id }) => deployments.get(caller, id)));
  }

  #gateChecks(caller: Caller, changeId: string) {
    return listAll(cursor =>
      this.#options.gate.listChecks(caller, {
        ...{ changeId, scope: 'self' as const, limit, cursor },
      }),
    );
  }

  async #configuration(
    caller: Caller,
    events: AuditEvent[],
  ): Promise<ChangeEvidence['configuration']> {
    const { configurationReader: reader } = this.#options;
    const made = events.filter(({ type }) => type === 'configuration-changed');
    return Promise.all(
      made.map(async ({ data }) => {
        const [itemId, number] = [String(data.itemId), Number(data.version)];
        const [{ content, ...version }, { name, patch }] = await Promise.all([
          reader.getVersion(caller, itemId, number),
          reader.diff(caller, itemId, number, { context: 3 }),
        ]);
        return { ...version, name, patch };
      }),
    );
  }
}
