import { Policy } from 'backstage-plugin-change-management-common';
import { Text } from '../../translation';
import { FormField, FormValues } from './values';

/** How the field of the screen is labelled, for a summary that names it. */
export function labelOf(field: string, t: Text, policy: Policy): string {
  const [first, second, third] = field.split('.');
  const number = Number(second) + 1;
  switch (first) {
    case 'answers':
      return (
        policy.risk.questionnaire.find(({ id }) => id === second)?.question ??
        t('field.riskAnswers')
      );
    case 'steps':
      return t('field.rollbackStep', { number: String(number) });
    case 'links':
      return third === 'title'
        ? t('field.linkTitle', { number: String(number) })
        : t('field.linkUrl', { number: String(number) });
    default:
      return t(
        `field.${
          first as Exclude<keyof FormValues, 'answers' | 'steps' | 'links'>
        }`,
      );
  }
}

/** How a field of the contract is called. */
export function fieldName(field: FormField, t: Text): string {
  switch (field) {
    case 'risk':
      return t('field.riskAnswers');
    case 'expectedDowntimeMinutes':
      return t('field.downtime');
    default:
      return t(`field.${field}`);
  }
}

/** The fields that are still empty, each named once. */
export function lackingFields(missing: { path: string }[], t: Text): string {
  const names = missing.map(({ path }) =>
    fieldName(path.split('.')[0] as FormField, t),
  );
  return [...new Set(names)].join(', ');
}

/** The fields of the screen that hold a field of the contract. */
export function screenFieldsOf(field: FormField): (keyof FormValues)[] {
  switch (field) {
    case 'risk':
      return ['answers'];
    case 'rollbackPlan':
      return ['steps', 'estimatedMinutes', 'tested'];
    case 'expectedDowntimeMinutes':
      return ['downtime'];
    case 'emergency':
      return ['emergencyReason', 'incidentRef', 'explanation'];
    default:
      return [field];
  }
}
