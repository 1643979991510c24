import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';
import { PolicyAnnouncement } from 'backstage-plugin-change-management-common';
import { policyRouteRef } from '../../routes';
import { useIsHere } from '../../routing';
import { useText } from '../../translation';
import { formatDay } from '../display';
import { usePolicyAnnouncements } from './usePolicies';

const Announced = ({ announcement }: { announcement: PolicyAnnouncement }) => {
  const { version, inForce, effectiveDate, supersedes } = announcement;
  const t = useText();
  const path = useRouteRef(policyRouteRef)();
  const against = supersedes ? `&against=${supersedes}` : '';
  return (
    <Box mb={1}>
      <Alert severity="info">
        {inForce
          ? t('policyLife.announced', { version })
          : t('policyLife.announcedFrom', {
              version,
              date: formatDay(effectiveDate),
            })}{' '}
        <Link to={`${path}?version=${version}${against}`}>
          {t('policyLife.read')}
        </Link>
      </Alert>
    </Box>
  );
};

/** Reminds of versions that the viewer is asked to read; it goes once they have said that they did, on the page of the policy. */
export const PolicyBanner = () => {
  const isHere = useIsHere();
  const path = useRouteRef(policyRouteRef)();
  const { data } = usePolicyAnnouncements();
  return isHere(path) ? null : (
    <>
      {data?.items.map(announcement => (
        <Announced key={announcement.version} announcement={announcement} />
      ))}
    </>
  );
};
