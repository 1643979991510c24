import {
  changeCategories,
  changeStates,
  changeTypes,
  closeCodes,
  riskLevels,
} from 'backstage-plugin-change-management-common';
import { Text } from '../../translation';
import { ChoiceName } from './useChangeFilters';

/** What a filter may be set to, in words. */
export interface Choice {
  name: ChoiceName;
  label: string;
  options: [value: string, text: string][];
}

/** The filters that are chosen from a list. */
export function choicesIn(t: Text): Choice[] {
  return [
    {
      name: 'state',
      label: t('list.state'),
      options: changeStates.map(s => [s, t(`state.${s}`)]),
    },
    {
      name: 'type',
      label: t('list.type'),
      options: changeTypes.map(s => [s, t(`type.${s}`)]),
    },
    {
      name: 'category',
      label: t('list.category'),
      options: changeCategories.map(s => [s, t(`category.${s}`)]),
    },
    {
      name: 'riskLevel',
      label: t('list.risk'),
      options: riskLevels.map(s => [s, t(`risk.${s}`)]),
    },
    {
      name: 'closeCode',
      label: t('list.outcome'),
      options: closeCodes.map(s => [s, t(`closeCode.${s}`)]),
    },
  ];
}
