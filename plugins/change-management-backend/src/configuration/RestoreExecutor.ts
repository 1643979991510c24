import { ConflictError, InputError } from '@backstage/errors';
import {
  RollbackExecution,
  RollbackExecutor,
} from 'backstage-plugin-change-management-node';
import { bySystem, ChangeService } from '../changes/ChangeService';
import { EntityCatalog } from '../impact/EntityCatalog';
import { coveredBy } from './coveredBy';
import { ItemStore } from './ItemStore';
import { VersionStore } from './VersionStore';

/** What {@link RestoreExecutor} is made from. */
export interface RestoreExecutorOptions {
  items: ItemStore;
  versions: VersionStore;
  catalog: EntityCatalog;
  changes: ChangeService;
}

/** A step of a rollback that restores configuration: what the change altered, or an item to a version (policy §4, §6). */
export class RestoreExecutor implements RollbackExecutor {
  readonly name = 'configuration-restore';
  readonly label = 'Restore configuration';
  readonly description =
    'Makes versions with the contents from before the change. Does not when something else has altered them since.';
  readonly input = [
    {
      name: 'item',
      label: 'Configuration item',
      help: 'Such as CFG-7. Without it, all that the change has altered',
    },
    {
      name: 'version',
      label: 'Version to restore',
      help: 'Of the item, whatever came after it. Without it, the one before the change',
    },
  ];
  readonly #options: RestoreExecutorOptions;

  constructor(options: RestoreExecutorOptions) {
    this.#options = options;
  }

  async execute({
    change,
    input,
  }: RollbackExecution): Promise<{ result: string }> {
    const [item, version] = [input.item, input.version].map(value =>
      String(value ?? '').trim(),
    );
    if (version && !item) {
      throw new InputError('A version is restored of an item: name it, too.');
    }
    const recorded = await this.#options.changes.execute(
      bySystem,
      change.id,
      {
        type: 'restore-configuration',
        itemId: item ? item.toUpperCase() : undefined,
        to: version ? await this.#versionOf(item, version) : undefined,
      },
      outcome => outcome.recorded,
    );
    const made = recorded
      .filter(({ type }) => type === 'configuration-changed')
      .map(
        ({ data }) =>
          `${data.itemId} of ${data.entityRef}: version ${data.version}`,
      );
    return { result: made.join('; ') || 'It was so already' };
  }

  async #versionOf(itemId: string, number: string) {
    const { items, versions, catalog } = this.#options;
    const stored = await items.get(itemId);
    const version =
      stored && /^[1-9]\d{0,8}$/.test(number)
        ? await versions.get(stored.item.id, Number(number))
        : undefined;
    if (!stored || !version) {
      throw new ConflictError(`${itemId} has no version ${number}.`);
    }
    const { id, name } = stored.item;
    const [entityRef, ...partOf] = await coveredBy(
      catalog,
      stored.item.entityRef,
    );
    return {
      ...{ itemId: id, name, entityRef, partOf, digest: version.digest },
      note: `Version ${number} restored`,
    };
  }
}
