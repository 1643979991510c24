import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import {
  changeFigureNames,
  riskLevels,
  waitedFor,
} from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { formatTime, nameDecider } from '../display';
import { ChosenItem, ChosenList } from '../fields';
import { choicesIn } from './choices';
import { ChangeFilters, FilterName } from './useChangeFilters';

interface Chosen {
  text: string;
  drop: () => void;
}

/** An owner or a system, as the catalog calls it; `none` are those without any. */
const RefItem = (props: {
  name: 'owner' | 'system';
  entityRef: string;
  drop: () => void;
}) => {
  const { name, entityRef, drop } = props;
  const t = useText();
  const isNone = entityRef === 'none';
  const { primaryTitle } = useEntityPresentation(
    isNone ? `${name}:default/none` : entityRef,
  );
  const texts = {
    owner: isNone
      ? t('list.noOwner')
      : t('list.owner', { owner: primaryTitle }),
    system: isNone
      ? t('list.noSystem')
      : t('list.system', { system: primaryTitle }),
  };
  return <ChosenItem text={texts[name]} drop={drop} />;
};

/** What the list is limited to, each to be taken away by itself. */
export const ChosenFilters = ({ filters }: { filters: ChangeFilters }) => {
  const t = useText();
  const chosen = choicesIn(t).flatMap(({ name, label, options }) =>
    filters.chosen(name).map(value => ({
      text: `${label}: ${
        options.find(([option]) => option === value)?.[1] ??
        (value === 'none' ? t('list.noCategory') : value)
      }`,
      drop: () => filters.unchoose(name, value),
    })),
  );
  const when = (name: FilterName, say: (value: string) => string): Chosen[] => {
    const value = filters.valueOf(name);
    const drop = () => filters.setFilters({ [name]: undefined });
    return value ? [{ text: say(value), drop }] : [];
  };
  const since = (
    name:
      | 'createdFrom'
      | 'startedFrom'
      | 'startedTo'
      | 'closedFrom'
      | 'decidedFrom'
      | 'decidedTo',
  ) => when(name, value => t(`list.${name}`, { time: formatTime(value) }));
  const figure = changeFigureNames.find(
    name => name === filters.valueOf('figure'),
  );
  const decider = waitedFor.find(name => name === filters.valueOf('decidedAs'));
  const risk = riskLevels.find(
    level => level === filters.valueOf('decidedAtRisk'),
  );
  const refs = (['owner', 'system'] as const).flatMap(name => {
    const all = filters.valueOf(name).split(',').filter(Boolean);
    return all.map(entityRef => ({
      name,
      entityRef,
      drop: () =>
        filters.setFilters({
          [name]: all.filter(other => other !== entityRef).join(','),
        }),
    }));
  });
  const all = [
    ...chosen,
    ...since('createdFrom'),
    ...since('startedFrom'),
    ...since('startedTo'),
    ...since('closedFrom'),
    ...(decider
      ? [
          {
            text: t('list.decidedAs', {
              who: nameDecider(decider, risk, t),
            }),
            drop: () =>
              filters.setFilters({
                decidedAs: undefined,
                decidedAtRisk: undefined,
              }),
          },
        ]
      : []),
    ...since('decidedFrom'),
    ...since('decidedTo'),
    ...when('workLogged', () => t('list.workNotLogged')),
    ...(figure ? when('figure', () => t(`list.figure.${figure}`)) : []),
  ];
  return (
    <ChosenList
      chosen={all}
      isFiltered={filters.isFiltered}
      onClear={filters.clear}
    >
      {refs.map(item => (
        <RefItem key={`${item.name} ${item.entityRef}`} {...item} />
      ))}
    </ChosenList>
  );
};
