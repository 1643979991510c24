import {
  ChangeView,
  finalStates,
  Obligation,
} from 'backstage-plugin-change-management-common';
import { Text } from '../../translation';
import { lackingFields } from '../ChangeForm/fieldLabels';

/** Something that an emergency still owes, and until when it is due. */
export type Owed = Pick<Obligation, 'text'> & Partial<Obligation>;

// Those that stand among the obligations, with their times.
const due = ['completion-of-form', 'decision', 'review'];

/** What is still owed: the documentation, what else is due by a time, then whatever it waits for besides. */
export function owedOf(change: ChangeView, t: Text): Owed[] {
  if (finalStates.includes(change.state)) {
    return [];
  }
  const { missing, obligations, waitingFor } = change;
  const documentation = missing.length
    ? [
        {
          ...obligations.find(({ what }) => what === 'documentation'),
          text: t('change.formLacks', { fields: lackingFields(missing, t) }),
        },
      ]
    : [];
  return [
    ...documentation,
    ...obligations.filter(({ what }) => what !== 'documentation'),
    ...waitingFor
      .filter(({ what }) => !due.includes(what))
      .map(({ text }) => ({ text })),
  ];
}
