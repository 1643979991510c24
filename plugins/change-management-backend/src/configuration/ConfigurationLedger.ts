import {
  AnyCommand,
  Change,
  ConfigurationFacts,
  ConfigurationVersion,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { RecordTrail } from '../audit/RecordTrail';
import { ChangeListener } from '../changes/ChangeListener';
import {
  ConfigurationSight,
  ConfigurationSource,
} from '../changes/ConfigurationSource';
import { ConfigurationGrants } from '../permissions/Grants';
import { ItemEntities } from './ItemEntities';
import { toItemNumber } from './itemId';
import { ItemStore } from './ItemStore';
import { VersionStore } from './VersionStore';

/** Where the acts of an item are recorded. */
export function subjectOf(itemId: string): string {
  return `configuration-item:${itemId}`;
}

/** The items that a command may alter. */
function concerned(change: Change, command: AnyCommand): string[] {
  switch (command.type) {
    case 'configure':
      return [command.item.itemId];
    case 'propose-configuration':
      return [command.proposal.itemId];
    case 'complete':
      return change.configuration?.map(({ itemId }) => itemId) ?? [];
    case 'restore-configuration':
      return command.to
        ? [command.to.itemId]
        : change.configured?.map(({ itemId }) => itemId) ?? [];
    case 'rollback':
      return change.configured?.map(({ itemId }) => itemId) ?? [];
    default:
      return [];
  }
}

/** The content that a command brings along, if it does. */
function broughtBy(
  command: AnyCommand,
): { digest: string; content?: string } | undefined {
  switch (command.type) {
    case 'configure':
      return { digest: command.item.digest, content: command.content };
    case 'propose-configuration':
      return { digest: command.proposal.digest, content: command.content };
    default:
      return undefined;
  }
}

function toState(latest: ConfigurationVersion | undefined) {
  const { number = 0, digest, changeId } = latest ?? {};
  return { version: number, digest, changeId };
}

/** The versions that changes make, written in the transactions of the changes. */
export class ConfigurationLedger
  implements ConfigurationSource, ConfigurationSight
{
  readonly #items: ItemStore;
  readonly #entities: ItemEntities;
  readonly #versions: VersionStore;
  readonly #trail: RecordTrail;

  constructor(options: {
    items: ItemStore;
    entities: ItemEntities;
    versions: VersionStore;
    trail: RecordTrail;
  }) {
    this.#items = options.items;
    this.#entities = options.entities;
    this.#versions = options.versions;
    this.#trail = options.trail;
  }

  async prepare(
    tx: Knex.Transaction,
    change: Change,
    command: AnyCommand,
  ): Promise<ConfigurationFacts | undefined> {
    // In one order, so that two changes never wait for each other.
    const ids = concerned(change, command).sort(
      (a, b) => toItemNumber(a)! - toItemNumber(b)!,
    );
    if (ids.length === 0) {
      return undefined;
    }
    const facts: ConfigurationFacts = {};
    for (const id of ids) {
      const stored = await this.#items.lock(tx, id);
      facts[id] = toState(stored?.latest);
    }
    const brought = broughtBy(command);
    if (brought?.content !== undefined) {
      await this.#versions.keep(tx, brought.digest, brought.content);
    }
    return facts;
  }

  async standing(change: Change): Promise<ConfigurationFacts | undefined> {
    const { state, configuration = [] } = change;
    if (state !== 'implementation' || configuration.length === 0) {
      return undefined;
    }
    const found = await this.#items.getMany(
      configuration.map(({ itemId }) => itemId),
    );
    return Object.fromEntries(
      found.map(({ item, latest }) => [item.id, toState(latest)]),
    );
  }

  seesAmong(grants: ConfigurationGrants, itemIds: string[]) {
    return this.#entities.seesAmong(grants, itemIds);
  }

  /** Makes the versions of which a change says that it has made them. */
  readonly onChange: ChangeListener = async (tx, { after, events, facts }) => {
    for (const event of events) {
      if (event.type === 'configuration-changed') {
        const { itemId, version: number, digest, origin, note } = event;
        await this.append(
          tx,
          {
            ...{ itemId, number, digest, origin, note },
            changeId: after.id,
            author: facts.actor.userRef,
            createdAt: facts.now,
          },
          event.previous && {
            number: event.previous.version,
            digest: event.previous.digest,
          },
        );
      }
    }
  };

  /** The next version of an item, whose row the transaction holds, and its place in the item's trail. */
  async append(
    tx: Knex.Transaction,
    version: Omit<ConfigurationVersion, 'size'>,
    previous: { number: number; digest: string } | undefined,
  ): Promise<ConfigurationVersion> {
    const made = await this.#versions.append(tx, version, previous);
    const { number, digest, size, origin, changeId } = made;
    await this.#trail.append(
      tx,
      subjectOf(version.itemId),
      [
        {
          type: 'version-made',
          ...{ version: number, digest, size, origin },
          ...(changeId && { changeId }),
          ...(previous && {
            previous: { version: previous.number, digest: previous.digest },
          }),
        },
      ],
      { actor: version.author, at: version.createdAt },
    );
    return made;
  }
}
