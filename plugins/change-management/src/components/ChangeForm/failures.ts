import {
  changeFormSchema,
  ChangeFormInput,
} from 'backstage-plugin-change-management-common';
import { FieldPath } from 'react-hook-form';
import { FieldFailure } from '../display';
import { FormValues } from './values';

/** The name of the field on the screen that holds a field of the contract. */
export function fieldOf(path: string): FieldPath<FormValues> | undefined {
  const [first, second, third] = path.split('.');
  switch (first) {
    case 'risk':
      return third ? `answers.${third}` : undefined;
    case 'rollbackPlan':
      if (second === 'estimatedMinutes' || second === 'tested') {
        return second;
      }
      switch (path.split('.')[3]) {
        case 'owner':
          return `steps.${Number(third)}.owner`;
        case 'expectedMinutes':
          return `steps.${Number(third)}.minutes`;
        case 'executor':
          return path.split('.')[4] === 'input'
            ? `steps.${Number(third)}.executor.input.${path.split('.')[5]}`
            : `steps.${Number(third)}.executor`;
        default:
          return `steps.${Number(third ?? 0)}.text`;
      }
    case 'emergency':
      if (second === 'incidentRef' || second === 'explanation') {
        return second;
      }
      return 'emergencyReason';
    case 'affectedEntities':
      return 'affectedEntities';
    case 'expectedDowntimeMinutes':
      return 'downtime';
    case 'links':
      return third === 'title'
        ? `links.${Number(second)}.title`
        : `links.${Number(second ?? 0)}.url`;
    case 'access':
      if (second === 'grants' && third !== undefined) {
        const part = path.split('.')[3];
        return `access.grants.${Number(third)}.${
          ['permission', 'entityRef', 'from', 'until'].includes(part)
            ? (part as 'permission')
            : 'principal'
        }`;
      }
      return second === 'revocations' && third !== undefined
        ? `access.revocations.${Number(third)}`
        : 'category';
    case 'title':
    case 'type':
    case 'category':
    case 'description':
    case 'justification':
    case 'implementationPlan':
    case 'testPlan':
    case 'plannedStart':
    case 'plannedEnd':
    case 'implementer':
    case 'followsDeployments':
      return first;
    default:
      return undefined;
  }
}

/** The id of the element that a field of the screen is typed into. */
export function idOf(field: string): string {
  return `change-${field.replace(/\./g, '-')}`;
}

/** What the contract alone can say against a form, before anybody is asked. */
export function checkForm(form: ChangeFormInput): FieldFailure[] {
  const { error } = changeFormSchema.safeParse(form);
  return (error?.issues ?? []).map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));
}
