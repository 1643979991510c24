import {
  AccessAct,
  AccessGrant,
  AccessRevocation,
  AnyCommand,
  Change,
  EventEnvelope,
  patchContent,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { AccessSource } from '../changes/AccessSource';
import { ChangeListener } from '../changes/ChangeListener';
import { GrantStore } from './GrantStore';

/** Where the acts of a grant are recorded. */
export function subjectOf(grantId: string): string {
  return `access-grant:${grantId}`;
}

/** The access that a command is about, and whether it may alter it. */
function concerned(
  change: Change,
  command: AnyCommand,
): { access: AccessRevocation[]; alters: boolean } {
  const listed = (access: Change['access']) => [
    ...(access?.revocations ?? []),
    ...(access?.grants ?? []),
  ];
  switch (command.type) {
    case 'submit':
      return { access: change.access?.revocations ?? [], alters: false };
    case 'edit': {
      const { access } = patchContent(change, command.patch);
      const isDraft = change.state === 'draft';
      return {
        access: isDraft ? [] : access?.revocations ?? [],
        alters: false,
      };
    }
    case 'apply-access':
      return {
        access: [...listed(command.access), ...listed(change.access)],
        alters: true,
      };
    case 'complete':
      return { access: listed(change.access), alters: true };
    case 'rollback':
      return { access: change.accessChanged ?? [], alters: true };
    default:
      return { access: [], alters: false };
  }
}

/** What changes do to the ledger, written in the transactions of the changes. */
export class AccessLedger implements AccessSource {
  readonly #grants: GrantStore;
  readonly #trail: RecordTrail;

  constructor(options: { grants: GrantStore; trail: RecordTrail }) {
    this.#grants = options.grants;
    this.#trail = options.trail;
  }

  async prepare(
    tx: Knex.Transaction,
    change: Change,
    command: AnyCommand,
  ): Promise<AccessGrant[] | undefined> {
    const { access, alters } = concerned(change, command);
    if (access.length === 0) {
      return undefined;
    }
    if (alters) {
      await this.#grants.hold(
        tx,
        access.map(({ entityRef }) => entityRef),
      );
    }
    return this.#grants.ofAccess(access, tx);
  }

  async of(access: AccessRevocation[]): Promise<AccessGrant[]> {
    return this.#grants.ofAccess(access);
  }

  /** Makes the ledger say what a change says that it has done. */
  readonly onChange: ChangeListener = async (tx, { after, events, facts }) => {
    const envelope = { actor: facts.actor.userRef, at: facts.now };
    for (const event of events) {
      if (event.type === 'access-changed') {
        for (const act of event.acts) {
          await this.#append(tx, after.id, act, event.origin, envelope);
        }
      }
    }
  };

  async #append(
    tx: Knex.Transaction,
    changeId: string,
    act: AccessAct,
    origin: 'change' | 'rollback',
    envelope: EventEnvelope,
  ): Promise<void> {
    const { id, type, ...what } = act;
    await this.#grants.append(tx, act, { changeId, now: envelope.at });
    await this.#trail.append(
      tx,
      subjectOf(id),
      [{ type, changeId, origin, ...what }],
      envelope,
    );
  }
}
