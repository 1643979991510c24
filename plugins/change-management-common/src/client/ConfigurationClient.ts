import { ChangeView } from '../contract/change';
import {
  ConfigurationBlame,
  ConfigurationDiff,
  ConfigurationImport,
  ConfigurationItemFormInput,
  ConfigurationItemPatch,
  ConfigurationItemQueryInput,
  ConfigurationItemView,
  ConfigurationItemDetail,
  ConfigurationOutcome,
  ConfigurationRestore,
  ConfigurationVersion,
  ConfigurationVersionForm,
  ConfigurationVersionWithContent,
  ProposalDiff,
} from '../contract/configuration';
import { Page } from '../contract/lists';
import { PostOptions, Request } from './request';

/** The part of the API that is about versioned configuration (policy §6). */
export class ConfigurationClient {
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
  }

  listItems(
    query: ConfigurationItemQueryInput = {},
  ): Promise<Page<ConfigurationItemView>> {
    return this.#request('listConfigurationItems', { query });
  }

  getItem(id: string): Promise<ConfigurationItemDetail> {
    return this.#request('getConfigurationItem', { path: { id } });
  }

  createItem(
    body: ConfigurationItemFormInput,
    options?: PostOptions,
  ): Promise<ConfigurationItemView> {
    return this.#request('createConfigurationItem', { body, ...options });
  }

  editItem(
    id: string,
    body: ConfigurationItemPatch,
  ): Promise<ConfigurationItemView> {
    return this.#request('editConfigurationItem', { path: { id }, body });
  }

  /** Reads the source of the item now. */
  importItem(id: string): Promise<ConfigurationImport> {
    return this.#request('importConfiguration', { path: { id }, body: {} });
  }

  listVersions(
    id: string,
    query: { limit?: number; cursor?: string } = {},
  ): Promise<Page<ConfigurationVersion>> {
    return this.#request('listConfigurationVersions', { path: { id }, query });
  }

  getVersion(
    id: string,
    version: number,
  ): Promise<ConfigurationVersionWithContent> {
    const path = { id, n: `${version}` };
    return this.#request('getConfigurationVersion', { path });
  }

  addVersion(
    id: string,
    body: ConfigurationVersionForm,
    options?: PostOptions,
  ): Promise<ConfigurationOutcome> {
    return this.#request('addConfigurationVersion', {
      path: { id },
      body,
      ...options,
    });
  }

  restore(
    id: string,
    body: ConfigurationRestore,
    options?: PostOptions,
  ): Promise<ConfigurationOutcome> {
    return this.#request('restoreConfiguration', {
      path: { id },
      body,
      ...options,
    });
  }

  /** Against the version before, where nothing else is given. */
  diff(
    id: string,
    version: number,
    query: { against?: number; context?: number } = {},
  ): Promise<ConfigurationDiff> {
    const path = { id, n: `${version}` };
    return this.#request('diffConfiguration', { path, query });
  }

  blame(id: string, version: number): Promise<ConfigurationBlame> {
    const path = { id, n: `${version}` };
    return this.#request('blameConfiguration', { path });
  }

  diffProposal(
    changeId: string,
    itemId: string,
    query: { context?: number } = {},
  ): Promise<ProposalDiff> {
    const path = { id: changeId, itemId };
    return this.#request('diffProposal', { path, query });
  }

  withdrawProposal(changeId: string, itemId: string): Promise<ChangeView> {
    const path = { id: changeId, itemId };
    return this.#request('withdrawProposal', { path });
  }
}
