import { Policy } from '../../policy/schema';
import { Change } from '../types';
import { ChangeEvent } from '../events';
import { Impact } from '../../contract/judgement';
import { compareGraphs, graphOf } from './graph';
import { ChangeModel, ModelOutcome, Setback } from './types';

type Rules = Pick<Policy, 'standardChanges'>;

/** How many more successful changes in a row make its changes standard. */
export function runsLeft(model: ChangeModel, policy: Rules): number {
  return Math.max(0, policy.standardChanges.cleanRuns - model.runs.length);
}

function successes(count: number): string {
  return count === 1
    ? '1 more successful change'
    : `${count} more successful changes in a row`;
}

/** Why the changes of a model are standard, or are not, in a sentence. */
export function standingOf(model: ChangeModel, policy: Rules): string {
  switch (model.status) {
    case 'proposed':
      return 'No version has been approved by the change manager yet.';
    case 'retired':
      return `Retired: ${model.retirement!.reason}`;
    case 'standard':
      return `Its changes may be standard: ${model.runs.length} in a row were successful.`;
    default: {
      const left = `It needs ${successes(
        runsLeft(model, policy),
      )} before its changes may be standard.`;
      return model.setback ? `${model.setback.because} ${left}` : left;
    }
  }
}

/** Standard as soon as enough changes in a row went well. */
export function promoteIfEarned(
  { model, acts }: ModelOutcome,
  policy: Rules,
  at: string,
): ModelOutcome {
  return model.status === 'probation' && runsLeft(model, policy) === 0
    ? {
        model: { ...model, status: 'standard', promotedAt: at },
        acts: [
          ...acts,
          {
            type: 'promoted',
            version: model.approved!.version,
            runs: model.runs,
          },
        ],
      }
    : { model, acts };
}

/** What a model has earned is lost; where there was nothing to lose, nothing happens. */
export function setBack(model: ChangeModel, setback: Setback): ModelOutcome {
  const { at, ...because } = setback;
  if (model.status === 'standard') {
    return {
      model: {
        ...model,
        status: 'probation',
        promotedAt: undefined,
        runs: [],
        setback,
      },
      acts: [{ type: 'demoted', ...because }],
    };
  }
  return model.status === 'probation' && model.runs.length
    ? {
        model: { ...model, runs: [], setback },
        acts: [{ type: 'restarted', ...because }],
      }
    : { model, acts: [] };
}

/** How a change ended for its model, if these events say so. */
function resultOf(
  change: Change,
  events: ChangeEvent[],
): { clean: boolean; because: string } | undefined {
  for (const event of events) {
    if (event.type === 'rolled-back') {
      return { clean: false, because: `${change.id} was rolled back.` };
    }
    if (event.type === 'closed' && event.closeCode !== 'rolled-back') {
      return {
        clean: event.closeCode === 'successful',
        because: `${change.id} was closed ${event.closeCode}.`,
      };
    }
  }
  return undefined;
}

/**
 * What happened to a change made from the model, for the model. A failure counts whatever version the change was made
 * from, a success only for the version in force; one with issues ends a row, but takes nothing that was earned.
 */
export function countRun(
  model: ChangeModel,
  change: Change,
  events: ChangeEvent[],
  { policy, now }: { policy: Rules; now: string },
): ModelOutcome {
  const result = resultOf(change, events);
  if (!result || model.status === 'retired') {
    return { model, acts: [] };
  }
  if (!result.clean) {
    const { because } = result;
    const withIssues = change.closeCode === 'successful-with-issues';
    return withIssues && model.status === 'standard'
      ? { model, acts: [] }
      : setBack(model, {
          cause: 'failure',
          because,
          at: now,
          changeId: change.id,
        });
  }
  if (
    model.status !== 'probation' ||
    model.approved?.version !== change.changeModel?.version
  ) {
    return { model, acts: [] };
  }
  const runs = [...model.runs, change.id];
  const counted = watchAlso({ ...model, runs }, change);
  return promoteIfEarned(
    {
      model: counted,
      acts: [
        {
          type: 'run-counted',
          changeId: change.id,
          runs: runs.length,
          needed: policy.standardChanges.cleanRuns,
        },
      ],
    },
    policy,
    now,
  );
}

/** A model without entities of its own answers for those that its changes have touched. */
function watchAlso(model: ChangeModel, change: Change): ChangeModel {
  const added = change.affectedEntities.filter(
    ref => !model.watched.includes(ref),
  );
  return added.length
    ? {
        ...model,
        watched: [...model.watched, ...added].sort(),
        graph: { ...model.graph, ...graphOf(change.impact) },
      }
    : model;
}

/** Whether the catalog still is what the model was approved under; if not, what it has earned is lost. */
export function checkGraph(
  model: ChangeModel,
  impact: Impact,
  now: string,
): ModelOutcome {
  const graph = graphOf(impact);
  const differences = compareGraphs(model.graph, graph);
  if (differences.length === 0) {
    return { model, acts: [] };
  }
  const more =
    differences.length > 3 ? `; and ${differences.length - 3} more` : '';
  const said = `${differences.slice(0, 3).join('; ')}${more}`;
  return setBack(
    { ...model, graph },
    {
      cause: 'graph',
      because: `The catalog changed under it: ${said}.`,
      at: now,
    },
  );
}
