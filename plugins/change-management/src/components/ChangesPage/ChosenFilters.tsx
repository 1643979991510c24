import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { useText } from '../../translation';
import { formatTime } from '../display';
import { ChosenItem, ChosenList } from '../fields';
import { choicesIn } from './choices';
import { ChangeFilters, FilterName } from './useChangeFilters';

interface Chosen {
  text: string;
  drop: () => void;
}

const OwnerItem = (props: { owner: string; drop: () => void }) => {
  const t = useText();
  const { primaryTitle } = useEntityPresentation(props.owner);
  return (
    <ChosenItem text={t('list.owner', { owner: primaryTitle })} {...props} />
  );
};

/** What the list is limited to, each to be taken away by itself. */
export const ChosenFilters = ({ filters }: { filters: ChangeFilters }) => {
  const t = useText();
  const chosen = choicesIn(t).flatMap(({ name, label, options }) =>
    filters.chosen(name).map(value => ({
      text: `${label}: ${
        options.find(([option]) => option === value)?.[1] ?? value
      }`,
      drop: () => filters.unchoose(name, value),
    })),
  );
  const when = (name: FilterName, say: (value: string) => string): Chosen[] => {
    const value = filters.valueOf(name);
    const drop = () => filters.setFilters({ [name]: undefined });
    return value ? [{ text: say(value), drop }] : [];
  };
  const since = (name: 'createdFrom' | 'startedFrom' | 'closedFrom') =>
    when(name, value => t(`list.${name}`, { time: formatTime(value) }));
  const owners = filters.valueOf('owner').split(',').filter(Boolean);
  const all = [
    ...chosen,
    ...since('createdFrom'),
    ...since('startedFrom'),
    ...since('closedFrom'),
    ...when('workLogged', () => t('list.workNotLogged')),
  ];
  return (
    <ChosenList
      chosen={all}
      isFiltered={filters.isFiltered}
      onClear={filters.clear}
    >
      {owners.map(owner => (
        <OwnerItem
          key={owner}
          owner={owner}
          drop={() =>
            filters.setFilters({
              owner: owners.filter(other => other !== owner).join(','),
            })
          }
        />
      ))}
    </ChosenList>
  );
};
