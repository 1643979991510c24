import {
  ChangeView,
  finalStates,
} from 'backstage-plugin-change-management-common';
import { Text } from '../../translation';
import { lackingFields } from '../ChangeForm/fieldLabels';

/** Something that an emergency still owes, and until when it is due. */
export interface Owed {
  text: string;
  dueAt?: string;
}

/** Hours after the start within which an emergency is documented, and approved after the fact (policy §5). */
const documentationHours = 24;
const approvalHours = 72;

function hoursAfter(start: string | undefined, hours: number) {
  return (
    start && new Date(Date.parse(start) + hours * 60 * 60 * 1000).toISOString()
  );
}

/** What is still owed: the documentation and the approvals with their times, then whatever else it waits for. */
export function owedOf(change: ChangeView, t: Text): Owed[] {
  if (finalStates.includes(change.state)) {
    return [];
  }
  const { actualStart, missing, approvalRequirements, waitingFor } = change;
  const documentation = missing.length
    ? [
        {
          text: t('change.formLacks', { fields: lackingFields(missing, t) }),
          dueAt: hoursAfter(actualStart, documentationHours),
        },
      ]
    : [];
  const approvals = approvalRequirements
    .filter(({ decision }) => decision?.decision !== 'approve')
    .map(({ roles }) => ({
      text: t('change.hasToDecide', {
        roles: roles
          .map(role => t(`role.${role}`))
          .join(` ${t('general.or')} `),
      }),
      dueAt: hoursAfter(actualStart, approvalHours),
    }));
  const others = waitingFor
    .filter(({ what }) => what !== 'completion-of-form' && what !== 'decision')
    .map(({ text }) => ({ text }));
  return [...documentation, ...approvals, ...others];
}
