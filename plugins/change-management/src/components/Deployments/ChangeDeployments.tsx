import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useText } from '../../translation';
import { DeploymentsTable } from './DeploymentsTable';
import { GateChecksTable } from './GateChecksTable';

const Part = (props: { title: string; children: ReactNode }) => (
  <Box component="section" mb={3}>
    <Typography variant="h6" component="h3" gutterBottom>
      {props.title}
    </Typography>
    {props.children}
  </Box>
);

const Nothing = ({ children }: { children: string }) => (
  <Typography color="textSecondary">{children}</Typography>
);

/** What pipelines asked and were told, and what they reported, of a change. */
export const ChangeDeployments = ({ change }: { change: ChangeView }) => {
  const t = useText();
  const query = { changeId: change.id };
  return (
    <>
      {change.followsDeployments && (
        <Typography paragraph>{t('deployment.follows')}</Typography>
      )}
      <Part title={t('deployment.title')}>
        <DeploymentsTable
          query={query}
          empty={<Nothing>{t('deployment.noneOfChange')}</Nothing>}
        />
      </Part>
      <Part title={t('gate.title')}>
        <GateChecksTable
          query={query}
          empty={<Nothing>{t('gate.noneOfChange')}</Nothing>}
        />
      </Part>
    </>
  );
};
