import { WaitingFor } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { EntityNames } from './Entities';

/** What is needed next, and from whom: `Decision: change manager`. */
export const WaitsFor = ({ waiting }: { waiting: WaitingFor }) => {
  const t = useText();
  const roles = waiting.roles.map(role => t(`role.${role}`));
  return (
    <span title={waiting.text}>
      {t(`waiting.${waiting.what}`)}
      {': '}
      {roles.join(` ${t('general.or')} `)}
      {roles.length > 0 && waiting.people.length > 0 && `, `}
      <EntityNames entityRefs={waiting.people} most={2} />
    </span>
  );
};
