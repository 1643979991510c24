import { Draft, Drafts } from './draft';
import { listed, quote, span, timeOf } from './wording';

/** From the schedule on: what happens when, and how it ended. */
export const telling: Drafts = {
  scheduled: (event, { after, before, now }) => [
    {
      to: [now.implementer, now.requester, ...now.allOwners],
      kind: 'schedule',
      purpose: 'advance',
      says: `is ${
        before?.schedule ? 'rescheduled to' : 'scheduled for'
      } ${timeOf(event.plannedStart)}`,
      description: `It is carried out ${span(event)}, with ${
        after.expectedDowntimeMinutes ?? 0
      } minutes of expected downtime, and changes ${listed(
        after.affectedEntities,
      )}. You take part in it, or own one of these or something that depends on one.`,
    },
  ],

  started({ emergency }, { after, now, who }) {
    const { requester, implementer, owners, allOwners, changeManagers } = now;
    if (!emergency) {
      return [
        {
          to: [requester, ...owners, ...changeManagers],
          kind: 'execution',
          says: 'has started',
          description: `${who} carries it out, ${span(after)} by plan.`,
        },
      ];
    }
    const incident = after.emergency!;
    const told: Pick<Draft, 'description' | 'severity'> = {
      description: `${who} started it for ${incident.incidentRef}${quote(
        incident.explanation,
      )}.`,
      severity: 'critical',
    };
    return [
      {
        to: now.awaited('decision'),
        notTo: [requester, implementer],
        kind: 'approval',
        says: 'is an emergency that has started and needs your approval',
        ...told,
      },
      {
        // Nobody was told beforehand, so that all who may notice are told now.
        to: [requester, ...allOwners, ...changeManagers],
        kind: 'execution',
        says: 'is an emergency that has started',
        ...told,
      },
    ];
  },

  completed: ({ completion: { outcome, result } }, { now, who }) => [
    {
      to: [
        now.requester,
        now.implementer,
        ...now.allOwners,
        ...now.changeManagers,
      ],
      kind: 'execution',
      says: `is completed, ${outcome.replaceAll('-', ' ')}`,
      description: `${who} reports${quote(result)}.`,
      severity: outcome === 'unsuccessful' ? 'high' : 'normal',
    },
  ],

  'rolled-back': ({ rollback }, { after, now, who }) => [
    {
      to: [
        now.requester,
        now.implementer,
        // They were told that it began.
        ...(after.rollbackRun?.steps ?? []).flatMap(({ owner }) => owner ?? []),
        ...now.allOwners,
        ...now.changeManagers,
      ],
      kind: 'execution',
      says: 'was rolled back',
      description: `${who} says why${quote(rollback.reason)}.`,
      severity: 'high',
    },
  ],

  reviewed: ({ review }, { now, who }) => [
    {
      to: now.awaited('closing'),
      kind: 'execution',
      purpose: 'ask',
      says: 'can be closed',
      description: `${who} has written the review${quote(review.summary)}.`,
    },
  ],

  closed: ({ closeCode, summary }, { now, who }) => [
    {
      to: [now.requester, now.implementer],
      kind: 'execution',
      says: `is closed, ${closeCode.replaceAll('-', ' ')}`,
      description: `${who} closed it${quote(summary)}.`,
    },
  ],

  canceled: ({ reason }, { after, now, who }) => [
    {
      // Who was told when it would be is told that it will not be.
      to: [
        now.requester,
        now.implementer,
        ...now.voices,
        ...(after.schedule ? now.allOwners : []),
      ],
      kind: 'schedule',
      purpose: after.schedule ? 'advance' : 'information',
      says: 'is canceled',
      description: `${who} canceled it${quote(reason)}.`,
    },
  ],

  held: ({ reason }, { now, who }) => [
    {
      to: [now.requester, now.implementer],
      kind: 'schedule',
      says: 'is on hold',
      description: `${who} put it on hold${quote(reason)}.`,
    },
  ],

  released: (_event, { now, who }) => [
    {
      to: [now.requester, now.implementer],
      kind: 'schedule',
      says: 'is no longer on hold',
      description: `${who} released it.`,
    },
  ],
};
