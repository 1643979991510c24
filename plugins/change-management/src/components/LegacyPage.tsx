import { Header } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import { useText } from '../translation';
import { ChangeManagementPage } from './ChangeManagementPage';

/** The plugin's page in a portal that leaves the header to its plugins. */
export const LegacyPage = () => {
  const t = useText();
  return (
    <>
      <Header title={t('list.title')} />
      <Box mt={3}>
        <ChangeManagementPage />
      </Box>
    </>
  );
};
