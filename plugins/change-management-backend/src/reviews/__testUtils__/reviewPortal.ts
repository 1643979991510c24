import {
  AddFindingInput,
  ChangeFormInput,
  ReviewKind,
  ReviewSummary,
  ReviewWithHistory,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { createScheduler } from '../../__testUtils__/createScheduler';
import { form, startPortal } from '../../__testUtils__/startPortal';
import { walk } from '../../__testUtils__/walk';

const day = 24 * 60 * 60 * 1000;

/** A portal whose reviews are opened when the test says so. */
export async function startWithReviews(
  knex: Knex,
  options: Partial<Parameters<typeof startPortal>[0]> = {},
) {
  const scheduler = createScheduler();
  const portal = await startPortal({
    knex,
    ...options,
    features: [scheduler.factory(), ...(options.features ?? [])],
  });
  const { ask, send } = portal;

  const list = async (query = {}, name = 'hind'): Promise<ReviewSummary[]> =>
    (await ask(name, 'listReviews', { query: { limit: '200', ...query } }))
      .items;
  const get = async (id: string, name = 'hind'): Promise<ReviewWithHistory> =>
    ask(name, 'getReview', { path: { id } });

  return {
    ...portal,
    list,
    get,
    look: () => scheduler.triggerTask('watch-reviews'),
    /** The latest review of a kind. */
    async latest(kind: ReviewKind, name = 'hind') {
      const [{ id }] = await list({ kind }, name);
      return get(id, name);
    },
    async closedChange(more: Partial<ChangeFormInput> = {}) {
      const { id } = await ask('amina', 'createChange', { body: form(more) });
      await walk(portal, id, 'closed');
      return id as string;
    },
    lookAt: (name: string, id: string, changeId: string, verdict = 'ok') =>
      send(name, 'lookAtSample', { path: { id, changeId }, body: { verdict } }),
    find: (name: string, id: string, more: Partial<AddFindingInput> = {}) =>
      send(name, 'addFinding', { path: { id }, body: finding(more) }),
    sign: (name: string, id: string, body = {}) =>
      send(name, 'signOffReview', { path: { id }, body }),
    finish: (name: string, id: string, findingId = '1', actionId = '1') =>
      send(name, 'finishReviewAction', {
        path: { id, findingId, actionId },
        body: { status: 'done', result: 'The template asks for it now' },
      }),
  };
}

export type ReviewPortal = Awaited<ReturnType<typeof startWithReviews>>;

/** A finding with something to do about it within ten days. */
export function finding(more: object = {}) {
  return {
    severity: 'medium',
    clause: '§3.1d',
    text: 'The rollback plan is one line',
    owner: 'user:default/karim',
    dueAt: new Date(Date.now() + 10 * day).toISOString(),
    changes: [],
    actions: [{ text: 'Ask for steps in the template' }],
    ...more,
  };
}
