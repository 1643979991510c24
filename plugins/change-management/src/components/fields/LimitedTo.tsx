import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { changeCategories } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { formatTime } from '../display';
import { ChosenItem, ChosenList } from './ChosenList';

/** What other pages limit a list to, in the address, and no field of it shows. */
export const limitNames = [
  'team',
  'system',
  'category',
  'from',
  'to',
  'downtime',
] as const;

/** A team or a system, as the catalog calls it; `none` is what has none. */
const RefItem = (props: {
  name: 'team' | 'system';
  value: string;
  drop: () => void;
}) => {
  const { name, value, drop } = props;
  const t = useText();
  const isNone = value === 'none';
  const { primaryTitle } = useEntityPresentation(
    isNone ? `${name}:default/none` : value,
  );
  const texts = {
    team: isNone ? t('list.noOwner') : t('list.owner', { owner: primaryTitle }),
    system: isNone
      ? t('list.noSystem')
      : t('list.system', { system: primaryTitle }),
  };
  return <ChosenItem text={texts[name]} drop={drop} />;
};

/** What a list is limited to that no field of it shows, each to be taken away by itself; nothing where it is not. */
export const LimitedTo = (props: {
  params: URLSearchParams;
  update(changes: Record<string, string | undefined>): void;
}) => {
  const { params, update } = props;
  const t = useText();
  const isLimited = limitNames.some(name => params.get(name));
  if (!isLimited) {
    return null;
  }
  const known = (
    name: (typeof limitNames)[number],
    say: (value: string) => string,
  ) => {
    const value = params.get(name);
    return value
      ? [{ text: say(value), drop: () => update({ [name]: undefined }) }]
      : [];
  };
  const category = (value: string) => {
    const found = changeCategories.find(one => one === value);
    return found ? t(`category.${found}`) : t('list.noCategory');
  };
  return (
    <ChosenList
      chosen={[
        ...known('category', category),
        ...known('from', time => t('list.fromOn', { time: formatTime(time) })),
        ...known('to', time => t('list.before', { time: formatTime(time) })),
        ...known('downtime', () => t('list.withDowntime')),
      ]}
      isFiltered
      onClear={() =>
        update(Object.fromEntries(limitNames.map(name => [name, undefined])))
      }
    >
      {(['team', 'system'] as const).map(name => {
        const value = params.get(name);
        return value ? (
          <RefItem
            key={name}
            {...{ name, value }}
            drop={() => update({ [name]: undefined })}
          />
        ) : null;
      })}
    </ChosenList>
  );
};
