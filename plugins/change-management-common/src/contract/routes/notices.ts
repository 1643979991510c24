import { pageQuerySchema } from '../lists';
import {
  acknowledgementInputSchema,
  noticePageSchema,
  noticePreferencesInputSchema,
  noticePreferencesSchema,
  noticeSchema,
} from '../notices';
import { get, Route } from './route';

/** Notices and their proof. */
export const noticesRoutes = {
  listNotices: {
    ...get(
      '/changes/{id}/notices',
      'Who was told what, by which channel, and who acknowledged it; latest first',
      noticePageSchema,
    ),
    query: pageQuerySchema,
  },
  acknowledgeNotice: {
    method: 'post',
    path: '/notices/{id}/acknowledgements',
    summary: 'Say that one has taken note of a notice',
    body: acknowledgementInputSchema,
    status: 200,
    response: noticeSchema,
  },
  getNoticePreferences: get(
    '/notice-preferences',
    'Which notices the caller wants, and how',
    noticePreferencesSchema,
  ),
  setNoticePreferences: {
    method: 'patch',
    path: '/notice-preferences',
    summary: 'Choose which notices to get, and how',
    body: noticePreferencesInputSchema,
    status: 200,
    response: noticePreferencesSchema,
  },
} satisfies Record<string, Route>;
