import { Change } from 'backstage-plugin-change-management-common';

type Stored = Change & {
  impact: { indirect: Partial<Change['impact']['indirect'][number]>[] };
  requirements: Partial<Change['requirements'][number]>[];
};

/** A stored change. What earlier versions of the plugin did not write is filled in, so that no migration rewrites documents. */
export function readDocument(text: string): Change {
  // Filled in place: a page of copies costs half as much again as the parsing.
  const change: Stored = JSON.parse(text);
  change.logEntries ??= 0;
  change.conflicts ??= [];
  change.exemptions ??= [];
  change.rehearsals ??= [];
  change.tasks ??= [];
  return change.reminders ? change : completed(change);
}

function completed(change: Stored): Change {
  return {
    ...change,
    digest: '',
    stateSince: change.updatedAt,
    reminders: {},
    risk: {
      ...change.risk,
      factors: change.risk.factors.map(factor => ({
        ...factor,
        method: 'questionnaire',
      })),
    },
    impact: {
      ...change.impact,
      indirect: change.impact.indirect.map(entity => ({
        ...entity,
        kind: entity.entityRef.split(':')[0],
        relations: [],
      })),
    },
    requirements: change.requirements.map(requirement => ({
      ...requirement,
      people: [],
      needed: 1,
    })),
  };
}
