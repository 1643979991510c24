import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  changeReadPermission,
  compareTexts,
  ConfigurationItemForm,
  ConfigurationItemPatch,
  ConfigurationItemView,
  ConfigurationOrigin,
  ConfigurationOutcome,
  configurationReadPermission,
  ConfigurationRestore,
  ConfigurationVersionForm,
  EntityFacts,
} from 'backstage-plugin-change-management-common';
import { createHash } from 'node:crypto';
import { RecordTrail } from '../audit/RecordTrail';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller, ChangeService } from '../changes/ChangeService';
import { Outcome } from '../changes/ChangeWriter';
import { EntityCatalog } from '../impact/EntityCatalog';
import { Idempotency, RepeatableRequest } from '../platform/Idempotency';
import { subjectOf } from './ConfigurationLedger';
import { ConfigurationReader } from './ConfigurationReader';
import { ItemEntities } from './ItemEntities';
import { toItemNumber } from './itemId';
import { ConfigurationItem, ItemStore, StoredItem } from './ItemStore';
import { mayKeep } from './presentItem';
import { checkWords, cleanContent } from './secrets/cleanContent';
import { VersionStore } from './VersionStore';

/** What {@link ConfigurationService} is made from. */
export interface ConfigurationServiceOptions {
  items: ItemStore;
  entities: ItemEntities;
  versions: VersionStore;
  reader: ConfigurationReader;
  trail: RecordTrail;
  idempotency: Idempotency;
  changes: ChangeService;
  changeReader: ChangeReader;
  catalog: EntityCatalog;
  clock: () => Date;
}

/** A content that has been found fit to be stored, or that is stored already. */
interface Clean {
  digest: string;
  text: string;
  isKept: boolean;
}

/** SHA-256 of a content in UTF-8, in hex. */
export function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Configuration items, and the versions that are made of them through changes (policy §6). */
export class ConfigurationService {
  readonly #options: ConfigurationServiceOptions;

  constructor(options: ConfigurationServiceOptions) {
    this.#options = options;
  }

  /**
   * @throws NotAllowedError unless the caller owns the entity, implements changes or manages them
   * @throws InputError for an entity that there is none of, ConflictError for a name that is taken
   */
  async create(
    caller: Caller,
    { description, source, ...form }: ConfigurationItemForm,
    request?: RepeatableRequest,
  ): Promise<ConfigurationItemView> {
    const { items, entities, idempotency, reader, clock } = this.#options;
    const { entityRef, name } = form;
    const entity = await this.#requireKeeper(caller, entityRef);
    await checkWords({ name, description, 'source.url': source?.url });
    const id = await idempotency.run(request, async tx => {
      const now = clock().toISOString();
      const item = await items.insert(tx, form, number => ({
        id: number,
        ...form,
        description: description || undefined,
        source,
        createdBy: caller.actor.userRef,
        createdAt: now,
        updatedAt: now,
        revision: 1,
      }));
      if (!item) {
        throw new ConflictError(
          `${entityRef} has a configuration item ${name} already.`,
        );
      }
      await entities.set(tx, toItemNumber(item.id)!, entity);
      await this.#options.trail.append(
        tx,
        subjectOf(item.id),
        [{ type: 'created', ...form, description, source }],
        { actor: caller.actor.userRef, at: now },
      );
      return item.id;
    });
    return reader.present(caller, await reader.find(caller, id));
  }

  /** @throws NotFoundError, NotAllowedError; ConflictError for a stale revision or a name that is taken */
  async edit(
    caller: Caller,
    id: string,
    { revision, ...patch }: ConfigurationItemPatch,
  ): Promise<ConfigurationItemView> {
    const { items, entities, idempotency, reader, trail, clock } =
      this.#options;
    const { item: seen } = await reader.find(caller, id);
    const entity = await this.#requireKeeper(caller, seen.entityRef);
    await checkWords({
      name: patch.name,
      description: patch.description,
      'source.url': patch.source?.url,
    });
    await idempotency.run(undefined, async tx => {
      const now = clock().toISOString();
      const { item } = (await items.lock(tx, id))!;
      if (item.revision !== revision) {
        throw new ConflictError(
          `${item.id} has changed since you read it (revision ${revision}, now ${item.revision}).`,
        );
      }
      const { name = item.name } = patch;
      const holder = await items.named(tx, item.entityRef, name);
      if (holder && holder !== item.id) {
        throw new ConflictError(
          `${item.entityRef} has a configuration item ${name} already.`,
        );
      }
      const given = Object.fromEntries(
        Object.entries(patch).flatMap(([field, value]) =>
          value === undefined ? [] : [[field, value || undefined]],
        ),
      );
      const next: ConfigurationItem = {
        ...item,
        ...given,
        masksSecrets: patch.masksSecrets ?? item.masksSecrets,
        updatedAt: now,
        revision: revision + 1,
      };
      await items.update(tx, next);
      await entities.set(tx, toItemNumber(item.id)!, entity);
      if (next.source?.url !== item.source?.url) {
        await items.setSource(tx, item.id, undefined);
      }
      await trail.append(
        tx,
        subjectOf(item.id),
        [{ type: 'edited', ...patch }],
        { actor: caller.actor.userRef, at: now },
      );
    });
    return reader.present(caller, await reader.find(caller, id));
  }

  /**
   * A new version through a change: made at once by one that is being implemented, proposed in a draft.
   *
   * @throws NotFoundError for an item or a change that the caller may not see, NotAllowedError for somebody else's change
   * @throws InputError naming every line that does not parse or holds a secret
   * @throws ConflictError for a change in another state or of other entities, and for a stale base
   */
  async addVersion(
    caller: Caller,
    id: string,
    { changeId, content, ...rest }: ConfigurationVersionForm,
    request?: RepeatableRequest,
  ): Promise<ConfigurationOutcome> {
    const stored = await this.#options.reader.find(caller, id);
    const { format, masksSecrets } = stored.item;
    await checkWords({ note: rest.note });
    const text = await cleanContent(format, content, masksSecrets);
    const digest = digestOf(text);
    return this.#through(
      caller,
      changeId,
      stored,
      { digest, text, isKept: false },
      { ...rest, origin: 'change' },
      // What was masked is not even to be recognised by its hash.
      request && { ...request, body: { changeId, digest, ...rest } },
    );
  }

  /** The content of an older version as a new one; otherwise as {@link ConfigurationService.addVersion}. */
  async restore(
    caller: Caller,
    id: string,
    { changeId, version, ...rest }: ConfigurationRestore,
    request?: RepeatableRequest,
  ): Promise<ConfigurationOutcome> {
    const { reader, versions } = this.#options;
    const stored = await reader.find(caller, id);
    const { digest } = await reader.findVersion(stored, version);
    await checkWords({ note: rest.note });
    return this.#through(
      caller,
      changeId,
      stored,
      { digest, text: await versions.content(digest), isKept: true },
      {
        ...rest,
        note: rest.note || `Version ${version} restored`,
        origin: 'restore',
      },
      request,
    );
  }

  async #through(
    caller: Caller,
    changeId: string,
    stored: StoredItem,
    { digest, text, isKept }: Clean,
    given: {
      note?: string;
      baseVersion?: number;
      origin: ConfigurationOrigin;
    },
    request: RepeatableRequest | undefined,
  ): Promise<ConfigurationOutcome> {
    const { changes, changeReader, reader, versions } = this.#options;
    const { item, latest } = stored;
    const change = await changeReader.read(
      caller,
      changeId,
      changeReadPermission,
    );
    const [entityRef, ...partOf] = await reader.coveredBy(item.entityRef);
    const { origin, baseVersion, note } = given;
    const size = Buffer.byteLength(text);
    const content = isKept ? undefined : text;
    const facts = { itemId: item.id, name: item.name, entityRef, partOf };
    if (change.state !== 'draft') {
      return changes.execute<ConfigurationOutcome>(
        caller,
        change.id,
        {
          type: 'configure',
          item: { ...facts, digest, note },
          ...{ origin, baseVersion, content },
        },
        outcome => ({
          status: 'made',
          ...madeBy(outcome, size),
        }),
        request,
      );
    }
    const before = latest ? await versions.content(latest.digest) : '';
    const { added, removed } = compareTexts(before, text, 0);
    const proposal = {
      ...facts,
      baseVersion: baseVersion ?? latest?.number ?? 0,
      ...{ digest, size, added, removed, note },
    };
    return changes.execute<ConfigurationOutcome>(
      caller,
      change.id,
      { type: 'propose-configuration', proposal, content },
      () => ({ status: 'proposed', changeId: change.id, ...proposal }),
      request,
    );
  }

  /** Nobody keeps what they may not read: whether a name is taken would tell them. */
  async #requireKeeper(
    { actor, grants }: Caller,
    entityRef: string,
  ): Promise<EntityFacts> {
    const entities = await this.#options.catalog.getFacts([entityRef]);
    if (!entities[entityRef]?.exists) {
      throw new InputError(`entityRef: there is no ${entityRef}`);
    }
    if (!mayKeep(actor, entities[entityRef])) {
      throw new NotAllowedError(
        `Only the owners of ${entityRef}, implementers and the change manager may keep its configuration (role implementer or changeManager is missing).`,
      );
    }
    const { system, owners, tags } = entities[entityRef];
    const resource = { id: '', entityRef, system, owners, tags };
    if (!grants.configuration.allows(resource)) {
      throw new NotAllowedError(
        `The permission ${configurationReadPermission.name} on what ${entityRef} has is missing.`,
      );
    }
    return entities[entityRef];
  }
}

/** The version that a command has made. */
function madeBy({ recorded, change }: Outcome, size: number) {
  const { actor, occurredAt, data } = recorded.find(
    ({ type }) => type === 'configuration-changed',
  )!;
  return {
    itemId: data.itemId as string,
    number: data.version as number,
    changeId: change.id,
    author: actor,
    createdAt: occurredAt,
    digest: data.digest as string,
    size,
    origin: data.origin as ConfigurationOrigin,
    note: data.note as string | undefined,
  };
}
