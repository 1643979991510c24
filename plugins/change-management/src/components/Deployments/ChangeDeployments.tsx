import Typography from '@material-ui/core/Typography';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { DeploymentsTable } from './DeploymentsTable';

/** What pipelines reported for a change. */
export const ChangeDeployments = ({ change }: { change: ChangeView }) => {
  const t = useText();
  return (
    <>
      {change.followsDeployments && (
        <Typography paragraph>{t('deployment.follows')}</Typography>
      )}
      <DeploymentsTable
        query={{ changeId: change.id }}
        empty={
          <Typography color="textSecondary">
            {t('deployment.noneOfChange')}
          </Typography>
        }
      />
    </>
  );
};
