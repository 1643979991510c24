import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { HumanDuration } from '@backstage/types';

const key = 'changeManagement.configuration.importEvery';

/** How often sources are read, as `changeManagement.configuration.importEvery` says; half an hour where nothing is set. */
export function readImportFrequency(config: RootConfigService): HumanDuration {
  return config.has(key)
    ? readDurationFromConfig(config, { key })
    : { minutes: 30 };
}
