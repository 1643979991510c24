import { Draft, Drafts, Scene } from './draft';
import { listed, quote, span, timeOf } from './wording';

function toClients({ now }: Scene, draft: Omit<Draft, 'to' | 'kind'>): Draft[] {
  return [{ ...draft, to: now.clients, kind: 'client', toClients: true }];
}

function downtimeOf(minutes: number | undefined): string {
  return minutes
    ? `${minutes} minutes of downtime are expected`
    : 'No downtime is expected';
}

/** What the contacts of clients are told: when, that it is not, and how it ended (policy §3). */
export const clients: Drafts = {
  scheduled: (event, scene) => {
    const { before, after } = scene;
    const isMoved = before?.schedule !== undefined;
    return toClients(scene, {
      says: `is ${isMoved ? 'rescheduled to' : 'scheduled for'} ${timeOf(
        event.plannedStart,
      )}`,
      description: `${listed(after.affectedEntities)} will be changed ${span(
        event,
      )}. ${downtimeOf(after.expectedDowntimeMinutes)}.`,
      purpose: 'advance',
    });
  },

  started: ({ emergency }, scene) =>
    emergency
      ? toClients(scene, {
          says: 'is an emergency that has started',
          description: `${listed(
            scene.after.affectedEntities,
          )} is being changed now. ${downtimeOf(
            scene.after.expectedDowntimeMinutes,
          )}.`,
          purpose: 'advance',
          severity: 'critical',
        })
      : [],

  completed: ({ completion: { outcome } }, scene) =>
    toClients(scene, {
      says: `is completed, ${outcome.replaceAll('-', ' ')}`,
      description: `The change of ${listed(
        scene.after.affectedEntities,
      )} has been carried out.`,
      severity: outcome === 'unsuccessful' ? 'high' : 'normal',
    }),

  'rolled-back': (_event, scene) =>
    toClients(scene, {
      says: 'was rolled back',
      description: `${listed(
        scene.after.affectedEntities,
      )} is as it was before.`,
      severity: 'high',
    }),

  canceled: ({ reason }, scene) =>
    scene.after.schedule
      ? toClients(scene, {
          says: 'is canceled',
          description: `${listed(
            scene.after.affectedEntities,
          )} will not be changed${quote(reason)}.`,
          purpose: 'advance',
        })
      : [],
};
