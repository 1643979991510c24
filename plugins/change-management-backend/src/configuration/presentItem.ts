import {
  Actor,
  ConfigurationItemView,
  ConfigurationVersion,
  EntityFacts,
  hasRole,
  owns,
} from 'backstage-plugin-change-management-common';
import { Sees } from '../changes/seen';
import { StoredItem } from './ItemStore';

/** Owners of the entity, implementers and change managers keep its configuration under version control. */
export function mayKeep(
  actor: Actor,
  entity: Pick<EntityFacts, 'owners'> | undefined,
): boolean {
  return hasRole(actor, 'changeManager', 'implementer') || owns(entity, actor);
}

/** Of a version by a change that the reader may not see, they do not learn which. */
export function presentVersion(
  version: ConfigurationVersion,
  sees: Sees,
): ConfigurationVersion {
  const { changeId } = version;
  return changeId && !sees(changeId)
    ? { ...version, changeId: undefined }
    : version;
}

/** An item for one person. */
export function presentItem(
  { item, latest, source }: StoredItem,
  actor: Actor,
  entity: EntityFacts | undefined,
  sees: Sees,
): ConfigurationItemView {
  const may = mayKeep(actor, entity);
  return {
    ...item,
    latest: latest && presentVersion(latest, sees),
    lastImport: source && { at: source.at, failed: source.failed },
    allowedActions: [
      ...(may ? ['edit' as const] : []),
      ...(may && item.source ? ['import' as const] : []),
    ],
  };
}
