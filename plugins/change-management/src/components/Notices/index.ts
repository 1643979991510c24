export { NoticeBanner } from './NoticeBanner';
export { NoticePreferencesPage } from './NoticePreferencesPage';
export { NoticesTab } from './NoticesTab';
