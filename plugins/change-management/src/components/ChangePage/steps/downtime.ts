import { ChangeView } from 'backstage-plugin-change-management-common';
import { Text } from '../../../translation';
import { StepField } from './step';

/** Asks how long it was down, beside what was expected. */
export function downtimeField(change: ChangeView, t: Text): StepField {
  return {
    name: 'actualDowntimeMinutes',
    label: t('step.actualDowntime'),
    kind: 'number',
    help: t('step.expectedDowntime', {
      minutes: String(change.expectedDowntimeMinutes ?? 0),
    }),
  };
}

/** Minutes as typed; what is no number is passed on, so that it is refused at its field. */
export function toMinutes(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
