import {
  Change,
  IncidentFormInput,
} from 'backstage-plugin-change-management-common';

const minute = 60_000;

/** An incident of the demo organisation, and what people decided of its cause. */
export interface DemoIncident {
  as: string;
  form: IncidentFormInput;
  cause?: { as: string; changeId: string | null; reason: string };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function nameOf(ref: string): string {
  return ref.split('/')[1];
}

/** What went wrong by a change that was undone or did not work; nobody has decided yet on the last one. */
function failures(changes: Change[]): DemoIncident[] {
  const failed = changes.filter(
    ({ rollback, closeCode }) => rollback || closeCode === 'unsuccessful',
  );
  return failed.map((change, index) => {
    const began = Date.parse(change.actualStart!) + 14 * minute;
    const ended = Math.max(
      began + 6 * minute,
      Date.parse(change.rollback?.at ?? change.actualEnd!) + 5 * minute,
    );
    const name = nameOf(change.affectedEntities[0]);
    return {
      as: 'salma',
      form: {
        title: [
          `Errors of ${name} above two per cent`,
          `${name} answers too slowly`,
          `Half of the requests to ${name} time out`,
        ][index % 3],
        severity: (['high', 'medium', 'critical'] as const)[index % 3],
        major: index % 3 === 2,
        startedAt: iso(began),
        endedAt: iso(ended),
        downtimeMinutes:
          index % 2 ? undefined : Math.round((ended - began) / minute),
        entityRefs: [change.affectedEntities[0]],
        externalRef: `PD-${3100 + index}`,
        url: `https://marocagency.pagerduty.example/incidents/PD-${
          3100 + index
        }`,
      },
      cause:
        index < failed.length - 1
          ? {
              as: 'salma',
              changeId: change.id,
              reason: 'The errors began with it and ended with its rollback.',
            }
          : undefined,
    };
  });
}

/** What people would have seen. */
const titles = [
  (name: string) => `${name} does not answer`,
  (name: string) => `Alarm: unusual requests to ${name}`,
  (name: string) => `${name} refuses every second request`,
];

/** What the emergencies were for. */
function answered(changes: Change[], now: number): DemoIncident[] {
  return changes.flatMap(({ emergency, ...change }, index) => {
    if (!emergency) {
      return [];
    }
    const began = Date.parse(change.createdAt) - 25 * minute;
    const ended = change.actualEnd ? Date.parse(change.actualEnd) : undefined;
    return [
      {
        as: 'salma',
        form: {
          title: titles[index % titles.length](
            nameOf(change.affectedEntities[0]),
          ),
          severity: index % 2 ? ('critical' as const) : ('high' as const),
          startedAt: iso(began),
          endedAt: ended && ended < now ? iso(ended) : undefined,
          entityRefs: [change.affectedEntities[0]],
          externalRef: emergency.incidentRef,
        },
        cause:
          index % 2 === 0
            ? {
                as: 'salma',
                changeId: null,
                reason: 'The disk had filled up over weeks.',
              }
            : undefined,
      },
    ];
  });
}

/** What went wrong in the demo organisation, the first first. */
export function incidentsOf(changes: Change[], now: number): DemoIncident[] {
  return [...failures(changes), ...answered(changes, now)].sort((a, b) =>
    a.form.startedAt.localeCompare(b.form.startedAt),
  );
}
