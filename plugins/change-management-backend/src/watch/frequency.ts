import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const key = 'changeManagement.watch.everyMinutes';
const usual = 5;
const longest = 24 * 60;

/**
 * Minutes between two looks at the catalog, as `changeManagement.watch.everyMinutes` says.
 *
 * @throws InputError for what is not a number of minutes up to a day
 */
export function readFrequency(config: RootConfigService): number {
  const minutes = config.getOptionalNumber(key) ?? usual;
  if (!(minutes > 0 && minutes <= longest)) {
    throw new InputError(
      `Invalid ${key}: ${minutes} is not a number of minutes up to ${longest}`,
    );
  }
  return minutes;
}
