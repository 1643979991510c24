import {
  ChangeFormInput,
  ChangeState,
  NewCalendarToken,
} from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import request from 'supertest';
import { createScheduler } from '../../__testUtils__/createScheduler';
import { movingCatalog } from '../../__testUtils__/movingCatalog';
import { organisation } from '../../__testUtils__/organisation';
import { form, startPortal } from '../../__testUtils__/startPortal';
import { walk } from '../../__testUtils__/walk';
import { adjustablePolicy } from '../../permissions/__testUtils__/adjustablePolicy';
import { readCalendar } from './readCalendar';

/** 22:30 to 23:30 UTC on a day of December 2026, of which the first is today. */
export function evening(day: number) {
  const date = `2026-12-${String(day).padStart(2, '0')}`;
  return {
    plannedStart: `${date}T22:30:00.000Z`,
    plannedEnd: `${date}T23:30:00.000Z`,
  };
}

/** A portal whose people subscribe to its schedule. */
export async function startWithFeeds(knex: Knex) {
  const policy = adjustablePolicy();
  const scheduler = createScheduler();
  const catalog = movingCatalog(organisation);
  const portal = await startPortal({
    knex,
    catalog: catalog.feature,
    features: [policy.feature, scheduler.factory()],
    config: { app: { baseUrl: 'https://portal.example/' } },
  });

  return {
    policy,
    catalog,
    portal,

    /** Empties the calendar, once nothing of the schedule is still being looked at. */
    async clear() {
      await scheduler.triggerTask('look-at-schedule');
      await knex('schedule_slots').delete();
      await knex('changes').update({ state: 'draft' });
    },

    /** A change that amina requests, in some state; its key. */
    async plan(
      more: Partial<ChangeFormInput> = {},
      state: ChangeState = 'assessment',
    ): Promise<string> {
      const { id } = await portal.ask('amina', 'createChange', {
        body: form({ ...evening(8), ...more }),
      });
      await walk(portal, id, state);
      return id;
    },

    async subscribe(
      name: string,
      body: object = {},
    ): Promise<NewCalendarToken> {
      return portal.ask(name, 'createCalendarToken', { body });
    },

    /** What a calendar program gets, which has nothing but the address. */
    async poll(url: string, headers: Record<string, string> = {}) {
      const { pathname, search } = new URL(url);
      return request(portal.server).get(`${pathname}${search}`).set(headers);
    },

    /** What stands in the calendar behind an address, filtered further. */
    async eventsOf(url: string, filters: Record<string, string> = {}) {
      const address = new URL(url);
      Object.entries(filters).forEach(([key, value]) =>
        address.searchParams.set(key, value),
      );
      const { status, text } = await this.poll(address.href);
      expect([status, text]).toEqual([
        200,
        expect.stringMatching(/^BEGIN:VCALENDAR\r\n/),
      ]);
      return readCalendar(text);
    },

    /** The keys of the changes in the calendar behind an address. */
    async keysOf(url: string, filters?: Record<string, string>) {
      const events = await this.eventsOf(url, filters);
      return events.map(({ uid }) => uid.split('@')[0]);
    },
  };
}

/** See {@link startWithFeeds}. */
export type Feeds = Awaited<ReturnType<typeof startWithFeeds>>;
