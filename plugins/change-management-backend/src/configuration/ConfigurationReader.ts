import { NotFoundError } from '@backstage/errors';
import {
  changeReadPermission,
  compareTexts,
  ConfigurationBlame,
  ConfigurationDiff,
  ConfigurationDiffQuery,
  ConfigurationItemDetail,
  ConfigurationItemQuery,
  ConfigurationItemView,
  ConfigurationVersion,
  ConfigurationVersionQuery,
  ConfigurationVersionWithContent,
  Page,
  ProposalDiff,
  toPatch,
} from 'backstage-plugin-change-management-common';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { coveredBy } from './coveredBy';
import { ItemEntities } from './ItemEntities';
import { ItemStore, StoredItem } from './ItemStore';
import { presentItem, presentVersion } from './presentItem';
import { VersionStore } from './VersionStore';

/** @throws NotFoundError for what is no number of a version */
export function toVersionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new NotFoundError(`There is no version ${text}.`);
  }
  return Number(text);
}

/** What {@link ConfigurationReader} is made from. */
export interface ConfigurationReaderOptions {
  items: ItemStore;
  entities: ItemEntities;
  versions: VersionStore;
  changes: ChangeReader;
  catalog: EntityCatalog;
}

/** Everything that can be read of configuration; none of it reads more than two contents. */
export class ConfigurationReader {
  readonly #options: ConfigurationReaderOptions;

  constructor(options: ConfigurationReaderOptions) {
    this.#options = options;
  }

  async list(
    caller: Caller,
    { entityRef, scope, ...query }: ConfigurationItemQuery,
  ): Promise<Page<ConfigurationItemView>> {
    const { items, catalog } = this.#options;
    const entityRefs =
      entityRef && (await catalog.resolveScope(entityRef, scope));
    const page = await items.find({
      ...query,
      entityRefs: entityRefs || undefined,
      sight: caller.grants.configuration.visible,
    });
    return { ...page, items: await this.#present(caller, page.items) };
  }

  /** @throws NotFoundError */
  async get(caller: Caller, id: string): Promise<ConfigurationItemDetail> {
    const stored = await this.find(caller, id);
    const [view] = await this.#present(caller, [stored]);
    return { ...view, coveredBy: await this.coveredBy(view.entityRef) };
  }

  /** One item for one person, once it has been written. */
  async present(
    caller: Caller,
    stored: StoredItem,
  ): Promise<ConfigurationItemView> {
    const [view] = await this.#present(caller, [stored]);
    return view;
  }

  async presentVersion(
    caller: Caller,
    version: ConfigurationVersion,
  ): Promise<ConfigurationVersion> {
    const [view] = await this.#presentVersions(caller, [version]);
    return view;
  }

  /** See {@link coveredBy}. */
  async coveredBy(entityRef: string): Promise<string[]> {
    return coveredBy(this.#options.catalog, entityRef);
  }

  /** As it is stored. @throws NotFoundError for what the caller may not read, as for what does not exist */
  async find({ grants }: Caller, id: string): Promise<StoredItem> {
    const { items, entities } = this.#options;
    const [stored, sees] = await Promise.all([
      items.get(id),
      entities.seesAmong(grants.configuration, [id]),
    ]);
    if (!stored || !sees(stored.item.id)) {
      throw new NotFoundError(`There is no configuration item ${id}.`);
    }
    return stored;
  }

  /** @throws NotFoundError */
  async findVersion(
    { item }: StoredItem,
    number: number,
  ): Promise<ConfigurationVersion> {
    const version = await this.#options.versions.get(item.id, number);
    if (!version) {
      throw new NotFoundError(`${item.id} has no version ${number}.`);
    }
    return version;
  }

  async listVersions(
    caller: Caller,
    id: string,
    query: ConfigurationVersionQuery,
  ): Promise<Page<ConfigurationVersion>> {
    const { item } = await this.find(caller, id);
    const page = await this.#options.versions.list(item.id, query);
    return { ...page, items: await this.#presentVersions(caller, page.items) };
  }

  async getVersion(
    caller: Caller,
    id: string,
    number: number,
  ): Promise<ConfigurationVersionWithContent> {
    const version = await this.findVersion(await this.find(caller, id), number);
    const [view] = await this.#presentVersions(caller, [version]);
    const content = await this.#options.versions.content(version.digest);
    return { ...view, content };
  }

  async diff(
    caller: Caller,
    id: string,
    number: number,
    { against = number - 1, context }: ConfigurationDiffQuery,
  ): Promise<ConfigurationDiff> {
    const stored = await this.find(caller, id);
    const [before, after] = await Promise.all(
      [against, number].map(async each =>
        each === 0
          ? ''
          : this.#options.versions.content(
              (
                await this.findVersion(stored, each)
              ).digest,
            ),
      ),
    );
    return this.#compare(stored, before, after, {
      from: against,
      to: number,
      context,
    });
  }

  /** @throws NotFoundError for a change that the caller may not see, for an item that they may not, and for one that it proposes nothing for */
  async diffProposal(
    caller: Caller,
    changeId: string,
    itemId: string,
    context: number,
  ): Promise<ProposalDiff> {
    const { changes, versions } = this.#options;
    const change = await changes.read(caller, changeId, changeReadPermission);
    const stored = await this.find(caller, itemId);
    const proposal = change.configuration?.find(
      proposed => proposed.itemId === stored.item.id,
    );
    if (!proposal) {
      throw new NotFoundError(
        `${change.id} proposes nothing for ${stored.item.id}.`,
      );
    }
    const { baseVersion, digest } = proposal;
    const before = baseVersion
      ? await versions.content(
          (
            await this.findVersion(stored, baseVersion)
          ).digest,
        )
      : '';
    const after = await versions.content(digest);
    return {
      ...this.#compare(stored, before, after, { from: baseVersion, context }),
      proposal,
      latestVersion: stored.latest?.number ?? 0,
    };
  }

  async blame(
    caller: Caller,
    id: string,
    number: number,
  ): Promise<ConfigurationBlame> {
    const { versions } = this.#options;
    const version = await this.findVersion(await this.find(caller, id), number);
    const runs = await versions.blame(version.itemId, number);
    let line = 1;
    const ranges = runs.map(([lines, of]) => {
      const fromLine = line;
      line += lines;
      return { fromLine, toLine: line - 1, version: of };
    });
    const named = [...new Set(runs.map(([, of]) => of))];
    return {
      itemId: version.itemId,
      number,
      ranges: ranges.filter(({ fromLine, toLine }) => toLine >= fromLine),
      versions: await this.#presentVersions(
        caller,
        await versions.getMany(version.itemId, named),
      ),
    };
  }

  #compare(
    { item }: StoredItem,
    before: string,
    after: string,
    { from, to, context }: { from: number; to?: number; context: number },
  ): ConfigurationDiff {
    const comparison = compareTexts(before, after, context);
    return {
      ...{ itemId: item.id, name: item.name, from, to },
      ...comparison,
      patch: toPatch(
        comparison.hunks,
        `${item.name} (version ${from})`,
        `${item.name} (${to === undefined ? 'proposed' : `version ${to}`})`,
      ),
    };
  }

  async #present(
    caller: Caller,
    stored: StoredItem[],
  ): Promise<ConfigurationItemView[]> {
    const { catalog, changes } = this.#options;
    const refs = [...new Set(stored.map(({ item }) => item.entityRef))];
    const [entities, sees] = await Promise.all([
      refs.length ? catalog.getFacts(refs, { orStale: true }) : {},
      changes.seesAmong(
        caller,
        stored.flatMap(({ latest }) => latest?.changeId ?? []),
      ),
    ]);
    const facts: Awaited<ReturnType<EntityCatalog['getFacts']>> = entities;
    return stored.map(each =>
      presentItem(each, caller.actor, facts[each.item.entityRef], sees),
    );
  }

  async #presentVersions(
    caller: Caller,
    versions: ConfigurationVersion[],
  ): Promise<ConfigurationVersion[]> {
    const sees = await this.#options.changes.seesAmong(
      caller,
      versions.flatMap(({ changeId }) => changeId ?? []),
    );
    return versions.map(version => presentVersion(version, sees));
  }
}
