import { NotFoundError } from '@backstage/errors';
import {
  noticeGiven,
  noticeHoursOf,
} from 'backstage-plugin-change-management-common';
import { ChangeReader } from '../changes/ChangeReader';
import { Caller } from '../changes/ChangeService';
import { ActorDirectory } from '../people/ActorDirectory';
import { Call, Handlers } from '../platform/createRouter';
import { PolicyService } from '../policy/PolicyService';
import { NoticeBook } from './NoticeBook';
import { Preferences } from './Preferences';

type NoticeOperation =
  | 'listNotices'
  | 'acknowledgeNotice'
  | 'getNoticePreferences'
  | 'setNoticePreferences';

/** The routes of notices. Whoever may read a change sees who was told of it; everybody has preferences of their own. */
export function createNoticeHandlers(options: {
  actors: ActorDirectory;
  callerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  viewerOf(call: Pick<Call, 'credentials'>): Promise<Caller>;
  reader: ChangeReader;
  policies: PolicyService;
  noticeBook: NoticeBook;
  preferences: Preferences;
}): Pick<Handlers, NoticeOperation> {
  const { actors, callerOf, viewerOf, reader, policies } = options;
  const { noticeBook, preferences } = options;
  const personOf = async ({ credentials }: Pick<Call, 'credentials'>) =>
    (await actors.getActor(credentials, { orStale: true })).userRef;

  return {
    async listNotices(call) {
      const viewer = await viewerOf(call);
      const change = await reader.see(viewer, call.path.id);
      const [policy, page] = await Promise.all([
        policies.get(change.policyVersion),
        noticeBook.list(viewer.actor, change.id, call.query),
      ]);
      const givenHours = noticeGiven(change);
      return {
        ...page,
        lead: {
          demandedHours: noticeHoursOf(change, policy),
          ...(givenHours !== undefined && { givenHours }),
        },
      };
    },
    async acknowledgeNotice(call) {
      const caller = await callerOf(call);
      const sees = async (changeId: string) => {
        try {
          await reader.see(caller, changeId);
          return true;
        } catch (error) {
          if (error instanceof NotFoundError) {
            return false;
          }
          throw error;
        }
      };
      const { id } = call.path;
      return noticeBook.acknowledge(caller.actor, id, sees, call.repeatable);
    },
    async getNoticePreferences(call) {
      return preferences.get(await personOf(call));
    },
    async setNoticePreferences(call) {
      return preferences.set(await personOf(call), call.body);
    },
  };
}
