import {
  createZodV4FilterPredicateSchema,
  evaluateFilterPredicate,
  FilterPredicate,
} from '@backstage/filter-predicates';
import { JsonObject } from '@backstage/types';
import {
  ChangeCategory,
  ChangeType,
  Criticality,
  RiskLevel,
} from '../contract/words';

/** A condition, in the language of `@backstage/filter-predicates`, over a {@link PolicySubject}. */
export const conditionSchema = createZodV4FilterPredicateSchema();

/** What the conditions of a policy can speak of. */
export interface PolicySubject {
  change: {
    type: ChangeType;
    category?: ChangeCategory;
    expectedDowntimeMinutes?: number;
    rollbackTested: boolean;
    emergencyReason?: string;
    /** Hours from now to the planned start. */
    leadTimeHours?: number;
  };
  /** Of the entities that the change touches directly. */
  entities: {
    refs: string[];
    kinds: string[];
    types: string[];
    tags: string[];
    owners: string[];
    systems: string[];
    lifecycles: string[];
    criticalities: Criticality[];
  };
  /** Of the entities that it reaches through the catalog. */
  impact: {
    dependents: number;
    owners: number;
    systems: number;
    criticalities: Criticality[];
  };
  /** Missing while the questionnaire is incomplete, and in the conditions of the risk itself. */
  risk?: { level?: RiskLevel; likelihood?: number; impact?: number };
}

/** Many conditions are asked about the same subject, which never changes. */
const withoutAbsent = new WeakMap<PolicySubject, JsonObject>();

function presentIn(fields: JsonObject): JsonObject {
  const all = Object.entries(fields);
  const present = all.filter(([, value]) => value !== undefined);
  return present.length === all.length ? fields : Object.fromEntries(present);
}

/** Absent fields are left out, as the predicates tell them from empty ones. */
function presentOf(subject: PolicySubject): JsonObject {
  const known = withoutAbsent.get(subject);
  if (known) {
    return known;
  }
  const present: JsonObject = {};
  for (const [name, fields] of Object.entries(subject)) {
    if (fields) {
      present[name] = presentIn(fields);
    }
  }
  withoutAbsent.set(subject, present);
  return present;
}

/** Whether the condition holds; one that is not given always does. */
export function meets(
  condition: FilterPredicate | undefined,
  subject: PolicySubject,
): boolean {
  return (
    condition === undefined ||
    evaluateFilterPredicate(condition, presentOf(subject))
  );
}
