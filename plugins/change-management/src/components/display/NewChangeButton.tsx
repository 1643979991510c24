import { LinkButton } from '@backstage/core-components';
import AddIcon from '@material-ui/icons/Add';
import { useMayRequest, useNewChangePath } from '../../hooks';
import { useText } from '../../translation';

/** Leads to the form, filled in for an entity where one is given; nothing for those who may not request changes. */
export const NewChangeButton = (props: {
  entityRef?: string;
  size?: 'small';
}) => {
  const { entityRef, size } = props;
  const t = useText();
  const path = useNewChangePath({ entityRef });
  return useMayRequest() ? (
    <LinkButton
      to={path}
      variant="contained"
      color="primary"
      size={size}
      startIcon={<AddIcon />}
    >
      {t('list.newChange')}
    </LinkButton>
  ) : null;
};
