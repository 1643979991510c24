import {
  changeCategories,
  changeTypes,
  criticalities,
  emergencyReasons,
  riskLevels,
} from 'backstage-plugin-change-management-common';
import { Operator } from './condition';

/** How a field of the subject of conditions is tested. */
export type SubjectField =
  | {
      kind: 'words';
      options: readonly string[];
      of?: 'type' | 'category' | 'emergencyReason' | 'risk';
    }
  | { kind: 'list'; options?: readonly string[]; of?: undefined }
  | { kind: 'entities' | 'people' }
  | { kind: 'number' }
  | { kind: 'boolean' };

/** What conditions can speak of, see `PolicySubject`. */
export const subjectFields: Record<string, SubjectField> = {
  'change.category': {
    kind: 'words',
    options: changeCategories,
    of: 'category',
  },
  'change.type': { kind: 'words', options: changeTypes, of: 'type' },
  'change.emergencyReason': {
    kind: 'words',
    options: emergencyReasons,
    of: 'emergencyReason',
  },
  'change.rollbackTested': { kind: 'boolean' },
  'change.expectedDowntimeMinutes': { kind: 'number' },
  'risk.level': { kind: 'words', options: riskLevels, of: 'risk' },
  'risk.likelihood': { kind: 'number' },
  'risk.impact': { kind: 'number' },
  'entities.criticalities': { kind: 'list', options: criticalities },
  'entities.refs': { kind: 'entities' },
  'entities.owners': { kind: 'people' },
  'entities.systems': { kind: 'list' },
  'entities.kinds': { kind: 'list' },
  'entities.types': { kind: 'list' },
  'entities.tags': { kind: 'list' },
  'entities.lifecycles': { kind: 'list' },
  'impact.criticalities': { kind: 'list', options: criticalities },
  'impact.dependents': { kind: 'number' },
  'impact.owners': { kind: 'number' },
  'impact.systems': { kind: 'number' },
};

/** Fields whose kind nobody knows here are compared with a text. */
export function subjectFieldOf(field: string): SubjectField {
  return subjectFields[field] ?? { kind: 'list' };
}

/** The ways in which a field can be tested, the usual one first. */
export function operatorsOf(field: string): Operator[] {
  switch (subjectFieldOf(field).kind) {
    case 'boolean':
      return ['is'];
    case 'words':
    case 'number':
      return ['is', 'isNot', 'given', 'notGiven'];
    default:
      return ['contains', 'containsNot'];
  }
}
