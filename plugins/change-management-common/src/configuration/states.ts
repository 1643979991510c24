/** How a configuration item stands when a command is decided. */
export interface ConfigurationState {
  /** Its latest version; 0 for none. */
  version: number;
  digest?: string;
  /** The change that made the latest version, if one did. */
  changeId?: string;
}

/** By id of the item. */
export type ConfigurationFacts = Record<string, ConfigurationState>;
