import {
  ChangeEvent,
  WaitingFigures,
} from 'backstage-plugin-change-management-common';

/** An event as it was recorded. */
export type Recorded = ChangeEvent & { actor: string; at: string };

/** For how long a change waited for whom. */
export interface Wait {
  role: WaitingFigures['role'];
  riskLevel?: string;
  category?: string;
  at: string;
  minutes: number;
}

/** Begun minutes count. */
export const minutes = (from: string, to: string) =>
  Math.ceil((Date.parse(to) - Date.parse(from)) / 60_000);

/** What has become of one change, told from its events alone. */
export function retell(events: Recorded[]) {
  const first = events.find(e => e.type === 'created') as any;
  const form = { ...first.content };
  let judgement = first.judgement;
  const waits: Wait[] = [];
  const life: Record<string, any> = {};
  let askedAt = '';
  let phase = '';
  let answered = new Set<string>();
  for (const event of events) {
    const { at, actor } = event;
    const { risk } = judgement;
    const waited = (role: Wait['role'], since: string) =>
      waits.push({
        role,
        riskLevel: risk.level,
        category: form.category,
        at,
        minutes: minutes(since, at),
      });
    if (event.type === 'assessed') {
      waited('owner', askedAt);
    } else if (event.type === 'decided') {
      const { requirementId, roles } = event.decision;
      const since = phase === 'authorization' ? askedAt : life.startedAt;
      const key = `${actor} ${requirementId}`;
      if (!answered.has(key)) {
        const asked = judgement.requirements.find(
          (r: any) => r.id === requirementId,
        );
        const held = roles.map(({ role }) => role);
        waited(
          asked.roles.find((role: any) => held.includes(role)),
          since,
        );
      }
      answered.add(key);
    } else if (
      event.type === 'assessment-opened' ||
      event.type === 'authorization-opened'
    ) {
      phase = event.type.split('-')[0];
      askedAt = at;
    } else if (event.type === 'released') {
      askedAt = at;
    } else if (event.type === 'edited') {
      for (const [name, { to }] of Object.entries(event.fields)) {
        form[name] = to;
      }
      answered = event.newContent ? new Set() : answered;
    } else if (event.type === 'changes-requested') {
      answered = new Set();
    } else if (event.type === 'submitted') {
      answered = new Set();
    } else if (event.type === 'started') {
      phase = 'started';
      life.startedAt = at;
    } else if (event.type === 'completed') {
      life.completedAt = at;
      life.downtime = event.completion.actualDowntimeMinutes;
    } else if (event.type === 'rollback-started') {
      life.goesBackSince = at;
    } else if (event.type === 'rolled-back') {
      life.rolledBackAt = at;
      life.downtime = event.rollback.actualDowntimeMinutes ?? life.downtime;
    } else if (event.type === 'logged') {
      life.logged = true;
    } else if (event.type === 'closed') {
      life.closeCode = event.closeCode;
    }
    judgement = (event as any).judgement ?? judgement;
    if (life.startedAt && !judgement.missing.length) {
      life.documentedAt ??= at;
    }
  }
  return { form, life, waits, judgement, createdAt: events[0].at };
}
