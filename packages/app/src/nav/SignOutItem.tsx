import { SidebarItem } from '@backstage/core-components';
import {
  errorApiRef,
  identityApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import ExitToAppIcon from '@material-ui/icons/ExitToApp';
import { useEffect, useState } from 'react';

/**
 * Says who is signed in and, in one click, leads back to the choice of a
 * person: in a demo one changes sides often.
 */
export const SignOutItem = () => {
  const identityApi = useApi(identityApiRef);
  const errorApi = useApi(errorApiRef);
  const [firstName, setFirstName] = useState('');

  useEffect(() => {
    identityApi.getProfileInfo().then(
      ({ displayName = '' }) => setFirstName(displayName.split(' ')[0]),
      error => errorApi.post(error),
    );
  }, [identityApi, errorApi]);

  return (
    <SidebarItem
      icon={ExitToAppIcon}
      text={`Sign out ${firstName}`.trim()}
      onClick={() => {
        identityApi.signOut().catch(error => errorApi.post(error));
      }}
    />
  );
};
