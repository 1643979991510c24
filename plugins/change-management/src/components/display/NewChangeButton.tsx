import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import AddIcon from '@material-ui/icons/Add';
import { newChangeRouteRef } from '../../routes';
import { useText } from '../../translation';

/** Leads to the form, filled in for an entity where one is given. */
export const NewChangeButton = (props: { entityRef?: string }) => {
  const { entityRef } = props;
  const t = useText();
  const path = useRouteRef(newChangeRouteRef)();
  return (
    <LinkButton
      to={
        entityRef ? `${path}?entityRef=${encodeURIComponent(entityRef)}` : path
      }
      variant="contained"
      color="primary"
      startIcon={<AddIcon />}
    >
      {t('list.newChange')}
    </LinkButton>
  );
};
