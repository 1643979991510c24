import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { ConfigurationItemDetail } from 'backstage-plugin-change-management-common';
import { useChanges, useNewChangePath } from '../../hooks';
import { useText } from '../../translation';
import { SelectField } from '../fields';

/** Asks through which of the viewer's changes something is done: one that is a draft, or that is being implemented. */
export const ThroughChange = (props: {
  id: string;
  item: Pick<ConfigurationItemDetail, 'entityRef' | 'coveredBy'>;
  value: string;
  onChange: (changeId: string) => void;
}) => {
  const { id, item, value, onChange } = props;
  const t = useText();
  const { data } = useChanges({
    entityRef: item.coveredBy,
    state: ['implementation', 'draft'],
    participant: 'me',
    limit: 50,
  });
  const newPath = useNewChangePath({ entityRef: item.entityRef });
  const changes = data?.items ?? [];
  return (
    <>
      {data && changes.length === 0 ? (
        <Typography gutterBottom>{t('configuration.noChange')}</Typography>
      ) : (
        <SelectField
          id={id}
          label={t('configuration.through')}
          value={value}
          empty={t('configuration.chooseChange')}
          options={changes.map(change => [
            change.id,
            `${change.id} ${change.title} (${t(`state.${change.state}`)})`,
          ])}
          onChange={onChange}
        />
      )}{' '}
      <Link to={newPath}>{t('configuration.newChange')}</Link>
    </>
  );
};
