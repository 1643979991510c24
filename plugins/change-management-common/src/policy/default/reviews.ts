import { ReviewRules } from '../reviewSchema';

/** Reviews by the text of version 1.0 (§7.1, §7.2, §9.1). */
export const reviews: ReviewRules = {
  timeZone: 'UTC',
  monthly: {
    dueDay: 5,
    sampleSize: 10,
    signOff: ['changeManager'],
    clause: '§7.1',
  },
  quarterly: {
    dueDay: 10,
    signOff: ['changeManager', 'cto'],
    clause: '§7.2',
  },
  policy: {
    everyMonths: 6,
    openDays: 14,
    afterMajorIncidentDays: 14,
    signOff: ['cto'],
    clause: '§9.1',
  },
  remindDays: 2,
  escalations: [
    { afterDays: 1, to: ['changeManager'] },
    { afterDays: 5, to: ['cto'] },
  ],
};
