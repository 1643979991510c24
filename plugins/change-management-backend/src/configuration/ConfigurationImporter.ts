import { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError, isError, NotAllowedError } from '@backstage/errors';
import {
  Change,
  ConfigurationImport,
  ConfigurationVersion,
  CONTENT_LIMIT,
  systemActor,
  unstorable,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { ChangeFinder } from '../changes/ChangeFinder';
import { ChangeReader } from '../changes/ChangeReader';
import { bySystem, Caller, ChangeService } from '../changes/ChangeService';
import { DarkChanges } from '../execution/DarkChanges';
import { EntityCatalog } from '../impact/EntityCatalog';
import { unavailable } from '../platform/unavailable';
import { ConfigurationLedger } from './ConfigurationLedger';
import { ConfigurationReader } from './ConfigurationReader';
import { digestOf } from './ConfigurationService';
import { ItemStore, SourceState, StoredItem } from './ItemStore';
import { cleanContent } from './secrets/cleanContent';
import { VersionStore } from './VersionStore';

/** What {@link ConfigurationImporter} is made from. */
export interface ConfigurationImporterOptions {
  database: Knex;
  items: ItemStore;
  versions: VersionStore;
  ledger: ConfigurationLedger;
  reader: ConfigurationReader;
  changes: ChangeService;
  changeReader: ChangeReader;
  finder: ChangeFinder;
  catalog: EntityCatalog;
  darkChanges: Pick<DarkChanges, 'note'>;
  urlReader: UrlReaderService;
  logger: LoggerService;
  clock: () => Date;
}

const unchanged: ConfigurationImport = { status: 'unchanged' };
const changesLookedAt = 20;

/** Reads configuration from the files in which it is really kept, and notes what differs as a version (policy §6). */
export class ConfigurationImporter {
  readonly #options: ConfigurationImporterOptions;

  constructor(options: ConfigurationImporterOptions) {
    this.#options = options;
  }

  /** Every item with a source, one after the other; one that fails holds up no other. */
  async importAll(signal?: AbortSignal): Promise<void> {
    for (const id of await this.#options.items.withSource()) {
      if (signal?.aborted) {
        return;
      }
      try {
        await this.import(id);
      } catch (error) {
        this.#options.logger.warn(
          `The source of ${id} could not be imported: ${wordsOf(error)}`,
        );
      }
    }
  }

  /** For a person. @throws NotAllowedError unless they may keep the item; otherwise as {@link ConfigurationImporter.import} */
  async importFor(caller: Caller, id: string): Promise<ConfigurationImport> {
    const { reader } = this.#options;
    const { allowedActions } = await reader.present(
      caller,
      await reader.find(caller, id),
    );
    if (!allowedActions.includes('edit')) {
      throw new NotAllowedError(
        `Only those who may edit ${id} may import it (role implementer or changeManager is missing).`,
      );
    }
    const { version, ...rest } = await this.import(id);
    return {
      ...rest,
      version: version && (await reader.presentVersion(caller, version)),
    };
  }

  /**
   * @throws NotFoundError for an item that there is none of, InputError for one without a source, for a source that may not be
   *   read, and for a content that may not be stored; ServiceUnavailableError for a source that does not answer
   */
  async import(id: string): Promise<ConfigurationImport> {
    const { reader, clock } = this.#options;
    const stored = await reader.find(bySystem, id);
    const at = clock().toISOString();
    try {
      const read = await this.#read(stored);
      if (!read) {
        await this.#note(stored, { ...stored.source, at, failed: undefined });
        return unchanged;
      }
      const { format, masksSecrets } = stored.item;
      const text = await cleanContent(format, read.content, masksSecrets);
      const version = await this.#take(stored, text, at);
      await this.#note(stored, { at, etag: read.etag });
      return version ? { status: 'imported', version } : unchanged;
    } catch (error) {
      await this.#note(stored, { at, failed: wordsOf(error) });
      throw error;
    }
  }

  async #note({ item }: StoredItem, state: SourceState): Promise<void> {
    await this.#options.database.transaction(tx =>
      this.#options.items.setSource(tx, item.id, state),
    );
  }

  /** Nothing where the source is as it was. */
  async #read({
    item,
    source,
  }: StoredItem): Promise<{ content: string; etag?: string } | undefined> {
    if (!item.source) {
      throw new InputError(`${item.id} has no source to be read from.`);
    }
    const { url } = item.source;
    try {
      const response = await this.#options.urlReader.readUrl(url, {
        etag: source?.etag,
      });
      const content = (await response.buffer()).toString('utf8');
      if (
        Buffer.byteLength(content) > CONTENT_LIMIT ||
        unstorable.test(content)
      ) {
        throw new InputError(
          `source.url: ${url} is larger than 1 MB, or no text`,
        );
      }
      return { content, etag: response.etag };
    } catch (error) {
      switch (isError(error) ? error.name : '') {
        case 'NotModifiedError':
          return undefined;
        case 'InputError':
          throw error;
        case 'NotFoundError':
          throw new InputError(`source.url: there is nothing at ${url}`);
        case 'NotAllowedError':
          throw new InputError(
            `source.url: the portal may not read ${url}; see backend.reading.allow and its integrations`,
          );
        default:
          throw unavailable(
            `${url} could not be read. Try again later.`,
            error,
          );
      }
    }
  }

  async #take(
    { item, latest }: StoredItem,
    content: string,
    at: string,
  ): Promise<ConfigurationVersion | undefined> {
    const { catalog, changes, darkChanges, database, items, ledger, versions } =
      this.#options;
    const digest = digestOf(content);
    if (latest?.digest === digest) {
      return undefined;
    }
    const [entityRef, ...partOf] = await this.#options.reader.coveredBy(
      item.entityRef,
    );
    const covering = await this.#covering([entityRef, ...partOf], digest);
    if (covering) {
      const { id: itemId, name } = item;
      await changes.execute(
        bySystem,
        covering.id,
        {
          type: 'configure',
          item: { itemId, name, entityRef, partOf, digest },
          origin: 'import',
          content,
        },
        () => undefined,
      );
      return (await items.get(item.id))?.latest;
    }
    const { [entityRef]: entity } = await catalog.getFacts([entityRef], {
      orStale: true,
    });
    return database.transaction(async tx => {
      const now = (await items.lock(tx, item.id))!.latest;
      if (now?.digest === digest) {
        return undefined;
      }
      await versions.keep(tx, digest, content);
      const version = await ledger.append(
        tx,
        {
          itemId: item.id,
          number: (now?.number ?? 0) + 1,
          digest,
          origin: 'import',
          author: systemActor.userRef,
          createdAt: at,
        },
        now,
      );
      // The first version is what there was when somebody began to look.
      if (now) {
        await darkChanges.note(tx, {
          kind: 'configuration',
          entityRef,
          reference: `${item.id} version ${version.number}`,
          version: `${item.name}, version ${version.number}`,
          url: item.source?.url,
          occurredAt: at,
          system: entity?.system,
        });
      }
      return version;
    });
  }

  /** The change being implemented that this comes from: one that proposed the very content, or else the last to start. */
  async #covering(refs: string[], digest: string): Promise<Change | undefined> {
    const { finder, changeReader } = this.#options;
    const rows = await finder.findOpen(refs, ['implementation'], {
      limit: changesLookedAt,
      visible: 'all',
    });
    const running = await changeReader.readMany(
      bySystem,
      rows.map(({ id }) => id),
    );
    const byStart = [...running.values()].sort((a, b) =>
      (b.actualStart ?? '').localeCompare(a.actualStart ?? ''),
    );
    return (
      byStart.find(({ configuration }) =>
        configuration?.some(proposal => proposal.digest === digest),
      ) ?? byStart[0]
    );
  }
}

function wordsOf(error: unknown): string {
  return isError(error) ? error.message : 'for an unknown reason';
}
