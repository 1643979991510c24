import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  Change,
  RESOURCE_TYPE_CHANGE_MANAGEMENT_CONFIGURATION,
  RESOURCE_TYPE_CHANGE_REQUEST,
} from 'backstage-plugin-change-management-common';

/**
 * What permission rules may look at. It is the same for one change and for a row of a list, so that a rule gives the
 * same answer on both.
 */
export interface ChangeRequestResource
  extends Pick<
    Change,
    | 'id'
    | 'state'
    | 'type'
    | 'category'
    | 'requestedBy'
    | 'implementer'
    | 'affectedEntities'
  > {
  riskLevel?: Change['risk']['level'];
  /** Owners of the affected entities, as they were when the form was last judged (created, edited or submitted). */
  owners: string[];
}

/** A condition on the stored changes: the field holds, or for the plural ones contains, one of the values. */
export interface ChangeRequestFilter {
  field:
    | 'id'
    | 'state'
    | 'type'
    | 'category'
    | 'riskLevel'
    | 'requestedBy'
    | 'implementer'
    | 'affectedEntities'
    | 'owners';
  values: string[];
}

/** The resource type of a change request; rules of other packages are made for it with `createPermissionRule`. */
export const changeRequestResourceRef = createPermissionResourceRef<
  ChangeRequestResource,
  ChangeRequestFilter
>().with({
  pluginId: 'change-management',
  resourceType: RESOURCE_TYPE_CHANGE_REQUEST,
});

/** What permission rules may look at of a configuration item; as the catalog said when it was last asked. */
export interface ConfigurationItemResource {
  id: string;
  entityRef: string;
  /** The system that the entity is part of. */
  system?: string;
  /** Owners of the entity. */
  owners: string[];
  /** Tags of the entity. */
  tags: string[];
}

/** A condition on the stored items: the field is, or for the plural ones contains, one of the values. */
export interface ConfigurationItemFilter {
  field: 'id' | 'entityRef' | 'kind' | 'system' | 'owners' | 'tags';
  values: string[];
}

/** The resource type of a configuration item; rules of other packages are made for it with `createPermissionRule`. */
export const configurationItemResourceRef = createPermissionResourceRef<
  ConfigurationItemResource,
  ConfigurationItemFilter
>().with({
  pluginId: 'change-management',
  resourceType: RESOURCE_TYPE_CHANGE_MANAGEMENT_CONFIGURATION,
});
