// These refs work in both frontend systems; those of the new one alone do not.
import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** The plugin's page: the list of changes. */
export const rootRouteRef = createRouteRef({ id: 'change-management' });

/** The form of a new change. */
export const newChangeRouteRef = createSubRouteRef({
  id: 'change-management.new',
  parent: rootRouteRef,
  path: '/new',
});

/** Who stands in for whom. */
export const delegationsRouteRef = createSubRouteRef({
  id: 'change-management.delegations',
  parent: rootRouteRef,
  path: '/delegations',
});

/** Which notices the viewer wants. */
export const noticesRouteRef = createSubRouteRef({
  id: 'change-management.notices',
  parent: rootRouteRef,
  path: '/notices',
});

/** The policy and its versions. */
export const policyRouteRef = createSubRouteRef({
  id: 'change-management.policy',
  parent: rootRouteRef,
  path: '/policy',
});

/** The form of an amendment of the policy. */
export const amendPolicyRouteRef = createSubRouteRef({
  id: 'change-management.policy.amend',
  parent: rootRouteRef,
  path: '/policy/amend',
});

/** What pipelines have put where, and what came without a change. */
export const deploymentsRouteRef = createSubRouteRef({
  id: 'change-management.deployments',
  parent: rootRouteRef,
  path: '/deployments',
});

/** What went wrong. */
export const incidentsRouteRef = createSubRouteRef({
  id: 'change-management.incidents',
  parent: rootRouteRef,
  path: '/incidents',
});

/** The form of a new incident. */
export const newIncidentRouteRef = createSubRouteRef({
  id: 'change-management.new-incident',
  parent: rootRouteRef,
  path: '/incidents/new',
});

/** One incident, by its number. */
export const incidentRouteRef = createSubRouteRef({
  id: 'change-management.incident',
  parent: rootRouteRef,
  path: '/incidents/:id',
});

/** The form of an incident that exists. */
export const editIncidentRouteRef = createSubRouteRef({
  id: 'change-management.edit-incident',
  parent: rootRouteRef,
  path: '/incidents/:id/edit',
});

/** How changes went. */
export const figuresRouteRef = createSubRouteRef({
  id: 'change-management.figures',
  parent: rootRouteRef,
  path: '/figures',
});

/** Reviews of the log, of figures, of the policy, of changes. */
export const reviewsRouteRef = createSubRouteRef({
  id: 'change-management.reviews',
  parent: rootRouteRef,
  path: '/reviews',
});

/** One review, by its number. */
export const reviewRouteRef = createSubRouteRef({
  id: 'change-management.review',
  parent: rootRouteRef,
  path: '/reviews/:id',
});

/** How a period stands with the policy, and the evidence for it. */
export const complianceRouteRef = createSubRouteRef({
  id: 'change-management.compliance',
  parent: rootRouteRef,
  path: '/compliance',
});

/** Templates of standard changes. */
export const modelsRouteRef = createSubRouteRef({
  id: 'change-management.models',
  parent: rootRouteRef,
  path: '/models',
});

/** One change model, by its number. */
export const modelRouteRef = createSubRouteRef({
  id: 'change-management.model',
  parent: rootRouteRef,
  path: '/models/:id',
});

/** The form of a new change model. */
export const newModelRouteRef = createSubRouteRef({
  id: 'change-management.model.new',
  parent: rootRouteRef,
  path: '/models/new',
});

/** The form of a new version of a change model. */
export const editModelRouteRef = createSubRouteRef({
  id: 'change-management.model.edit',
  parent: rootRouteRef,
  path: '/models/:id/edit',
});

/** One change, by its number. */
export const changeRouteRef = createSubRouteRef({
  id: 'change-management.change',
  parent: rootRouteRef,
  path: '/changes/:id',
});

/** The form of a change that exists. */
export const editChangeRouteRef = createSubRouteRef({
  id: 'change-management.edit',
  parent: rootRouteRef,
  path: '/changes/:id/edit',
});

/** One configuration item, by its number. */
export const configurationItemRouteRef = createSubRouteRef({
  id: 'change-management.configuration-item',
  parent: rootRouteRef,
  path: '/configuration/:id',
});

/** Every change in its time, with windows, freezes and conflicts. */
export const scheduleRouteRef = createSubRouteRef({
  id: 'change-management.schedule',
  parent: rootRouteRef,
  path: '/schedule',
});

/** Maintenance windows and freezes. */
export const windowsRouteRef = createSubRouteRef({
  id: 'change-management.windows',
  parent: rootRouteRef,
  path: '/windows',
});

/** The form of a new window or freeze. */
export const newWindowRouteRef = createSubRouteRef({
  id: 'change-management.new-window',
  parent: rootRouteRef,
  path: '/windows/new',
});

/** One window or freeze, by its number. */
export const windowRouteRef = createSubRouteRef({
  id: 'change-management.window',
  parent: rootRouteRef,
  path: '/windows/:id',
});

/** The form of a window or freeze that exists. */
export const editWindowRouteRef = createSubRouteRef({
  id: 'change-management.edit-window',
  parent: rootRouteRef,
  path: '/windows/:id/edit',
});
