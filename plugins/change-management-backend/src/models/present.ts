import {
  allowedModelActions,
  ChangeModelSummary,
  ChangeModelView,
  ModelContext,
  RecordEvent,
  standingOf,
} from 'backstage-plugin-change-management-common';
import { StoredModel } from './ModelStore';

/** The version in force, or the latest one before any is approved. */
function shown({ model, versions }: StoredModel) {
  return (
    versions.find(({ version }) => version === model.approved?.version) ??
    versions[0]
  );
}

/** One row of a list, for this reader. */
export function presentModelSummary(
  stored: StoredModel,
  context: Pick<ModelContext, 'actor' | 'policy'>,
): ChangeModelSummary {
  const { model, versions } = stored;
  const { policy } = context;
  return {
    id: model.id,
    title: model.title,
    description: model.description,
    status: model.status,
    category: shown(stored).form.category,
    version: model.approved?.version,
    latestVersion: model.latestVersion,
    cleanRuns: model.runs.length,
    cleanRunsNeeded: policy.standardChanges.cleanRuns,
    standing: standingOf(model, policy),
    proposedBy: model.proposedBy,
    createdAt: model.createdAt,
    updatedAt: model.updatedAt,
    allowedActions: allowedModelActions(model, versions, context),
  };
}

/** The whole model, for this reader. */
export function presentModel(
  stored: StoredModel,
  history: RecordEvent[],
  context: Pick<ModelContext, 'actor' | 'policy'>,
): ChangeModelView {
  return {
    ...presentModelSummary(stored, context),
    form: shown(stored).form,
    versions: stored.versions,
    history,
    retirement: stored.model.retirement,
  };
}
