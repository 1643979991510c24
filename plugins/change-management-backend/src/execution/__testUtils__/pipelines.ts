import {
  ChangeFormInput,
  DeploymentEventInput,
  DeploymentView,
  GateAnswer,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createScheduler } from '../../__testUtils__/createScheduler';
import { form, startPortal } from '../../__testUtils__/startPortal';
import { agreedSlot, walk } from '../../__testUtils__/walk';

export const orders = 'component:default/orders';
export const mail = 'component:default/mail';

let runs = 0;

/** A deployment of the orders service to production that has just begun. */
export function deployment(
  more: Partial<DeploymentEventInput> = {},
): DeploymentEventInput {
  return {
    externalId: `run-${++runs}`,
    entityRef: orders,
    environment: 'production',
    version: '4.0.0',
    status: 'started',
    startedAt: new Date().toISOString(),
    ...more,
  };
}

/** A portal with what a pipeline does in it. */
export async function startWithPipelines(knex: Knex) {
  const scheduler = createScheduler();
  const portal = await startPortal({ knex, features: [scheduler.factory()] });
  const { ask } = portal;
  return {
    ...portal,
    watch: () => scheduler.triggerTask('watch-deployments'),
    gate: (more: object = {}, name = 'external:ci'): Promise<GateAnswer> =>
      ask(name, 'askGate', {
        body: { entityRef: orders, environment: 'production', ...more },
      }),
    report: (
      event: DeploymentEventInput,
      name = 'external:ci',
    ): Promise<DeploymentView> =>
      ask(name, 'reportDeployment', { body: event }),
    /** A change that is approved; where `slot` is given, scheduled; tested, unless said otherwise. */
    async plan(
      more: Partial<ChangeFormInput> = {},
      { slot = true, tested = true }: { slot?: boolean; tested?: boolean } = {},
    ): Promise<string> {
      const { id } = await ask('amina', 'createChange', { body: form(more) });
      await walk(portal, id, 'approved');
      if (slot) {
        await portal.step('salma', 'scheduleChange', id, agreedSlot());
      }
      if (tested) {
        await portal.step('amina', 'addTestResult', id, {
          environment: 'staging',
          outcome: 'passed',
        });
      }
      return id;
    },
  };
}

export type PipelinePortal = Awaited<ReturnType<typeof startWithPipelines>>;
