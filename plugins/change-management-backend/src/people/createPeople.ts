import {
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogReader } from '../catalog/CatalogReader';
import { ActorsAndPipelines } from './ActorsAndPipelines';
import { CatalogActorDirectory } from './CatalogActorDirectory';
import { PeopleDirectory } from './PeopleDirectory';
import { Pipeline, Pipelines, readPipelines } from './Pipelines';
import { RoleBook } from './RoleBook';
import { RoleRegister } from './RoleRegister';
import { StandIns } from './StandIns';

/** Who asks, which roles they hold, and who is behind a role or a group. */
export function createPeople(options: {
  config: RootConfigService;
  userInfo: UserInfoService;
  reader: CatalogReader;
  standIns: StandIns;
  /** Those that report by a signature instead of a sign-in. */
  webhooks: Pipeline[];
}) {
  const { config } = options;
  const register = RoleRegister.fromConfig(config);
  const pipelines = new Pipelines([
    ...readPipelines(config),
    ...options.webhooks,
  ]);
  return {
    register,
    pipelines,
    actors: new ActorsAndPipelines({
      people: new CatalogActorDirectory({ ...options, register }),
      pipelines,
    }),
    people: new PeopleDirectory({ ...options, register }),
    roleBook: new RoleBook({ ...options, register }),
  };
}
