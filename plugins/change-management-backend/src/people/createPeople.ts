import {
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogReader } from '../catalog/CatalogReader';
import { CatalogActorDirectory } from './CatalogActorDirectory';
import { PeopleDirectory } from './PeopleDirectory';
import { RoleRegister } from './RoleRegister';
import { StandIns } from './StandIns';

/** Who asks, which roles they hold, and who is behind a role or a group. */
export function createPeople(options: {
  config: RootConfigService;
  userInfo: UserInfoService;
  reader: CatalogReader;
  standIns: StandIns;
}) {
  const register = RoleRegister.fromConfig(options.config);
  return {
    register,
    actors: new CatalogActorDirectory({ ...options, register }),
    people: new PeopleDirectory({ ...options, register }),
  };
}
