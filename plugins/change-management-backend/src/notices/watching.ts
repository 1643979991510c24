import { isStale, Role } from 'backstage-plugin-change-management-common';
import { newlyAwaited } from './asking';
import { Draft, Drafts, Happened, happened, Scene } from './draft';
import { listed, nameOf, quote, timeOf } from './wording';

/** What is owed anew from those whom no opened authorization asks, as the change was in it already. */
function askAnew(scene: Scene, description: string): Draft[] {
  const { after, before, now } = scene;
  return after.state !== 'authorization' ||
    happened(scene, 'authorization-opened')
    ? []
    : [
        {
          to: newlyAwaited(scene, 'decision'),
          notTo: [
            now.requester,
            now.implementer,
            ...before!.decisions.map(({ by }) => by),
          ],
          kind: 'approval',
          says: 'needs your approval',
          description,
        },
      ];
}

/** One notice for each team, naming what of theirs is reached. */
function reach({ after, now }: Scene): Draft[] {
  const asked = [
    ...now.owners,
    ...now.awaited('assessment'),
    ...now.awaited('decision'),
  ];
  const reached = new Map<string, string[]>();
  for (const { entityRef, owners } of after.impact.indirect) {
    for (const owner of owners.filter(ref => !asked.includes(ref))) {
      reached.set(owner, [...(reached.get(owner) ?? []), entityRef]);
    }
  }
  return [...reached].map(([owner, refs]) => ({
    to: [owner],
    kind: 'assessment',
    purpose: 'information',
    says: 'may reach what you own',
    description: `${nameOf(after.requestedBy)} requests a change of ${listed(
      after.affectedEntities,
    )}. Through these it may reach ${listed(
      refs,
    )}. You need not do anything; if it must not happen, object.`,
    severity: 'low',
  }));
}

type Due = Happened<'reminded'>['obligations'][number];

const decisions: Due['what'][] = ['decision', 'retrospective-approval'];

function sayReminder({ text, dueAt }: Due): string {
  return `${text}. It is due ${timeOf(dueAt)}.`;
}

function sayEscalation({ text, dueAt, since, owedBy }: Due): string {
  const names = [...owedBy.people, ...owedBy.roles];
  return `${text}. It is owed by ${names.join(' or ')} since ${timeOf(
    since,
  )}, and was due ${timeOf(dueAt)}.`;
}

/** Everybody once, with all that they have to know; those who are told the same are told together. */
function remind(obligations: Due[], { now, holders }: Scene): Draft[] {
  const behind = (roles: Role[]) => roles.flatMap(role => holders[role]);
  const told = new Map<string, { late: boolean; lines: string[] }>();
  for (const due of obligations) {
    const { escalated, escalateTo, owedBy, what } = due;
    const asked = decisions.includes(what)
      ? now.deciders(owedBy)
      : [...owedBy.people, ...behind(owedBy.roles)];
    const to = escalated ? behind(escalateTo) : asked;
    const line = escalated ? sayEscalation(due) : sayReminder(due);
    for (const ref of new Set(to)) {
      const { late = false, lines = [] } = told.get(ref) ?? {};
      told.set(ref, { late: late || escalated, lines: [...lines, line] });
    }
  }
  const isDecision = obligations.some(({ what }) => decisions.includes(what));
  const drafts = new Map<string, Draft>();
  for (const [ref, { late, lines }] of told) {
    const description = lines.join(' ');
    const key = `${late} ${description}`;
    const draft: Draft = drafts.get(key) ?? {
      to: [],
      // Who requested or implements a change may not decide on it.
      notTo: isDecision && !late ? [now.requester, now.implementer] : [],
      kind: isDecision ? 'approval' : 'assessment',
      says: late ? 'is overdue' : 'waits for you',
      description,
      severity: late ? 'high' : 'normal',
    };
    drafts.set(key, { ...draft, to: [...draft.to, ref] });
  }
  return [...drafts.values()];
}

/** What follows from looking after changes, and from looking at them anew. */
export const watching: Drafts = {
  submitted: (_event, scene) => reach(scene),

  reminded: ({ obligations }, scene) => remind(obligations, scene),

  drifted({ drift: { differences } }, scene) {
    const { before, after } = scene;
    const description = listed(
      differences.map(({ text }) => text),
      ' ',
    );
    const isReopened =
      before!.state !== after.state && after.state === 'authorization';
    return [
      {
        to: after.decisions
          .filter(decision => isStale(after, decision))
          .map(({ by }) => by),
        kind: 'approval',
        says:
          after.state === 'authorization'
            ? 'has changed since you approved it and needs your decision again'
            : 'has changed since you approved it',
        description,
      },
      ...(isReopened
        ? [
            {
              to: [after.requestedBy, after.implementer],
              kind: 'decision' as const,
              says: 'has to be approved again',
              description,
              severity: 'high' as const,
            },
          ]
        : []),
      ...askAnew(scene, description),
    ];
  },

  'risk-overridden'({ level, reason }, scene) {
    const { before, after, who } = scene;
    const description = `${who} set its risk to ${level}${quote(reason)}.`;
    return [
      {
        to: before!.decisions.map(({ by }) => by),
        kind: 'approval',
        says:
          after.state === 'authorization'
            ? 'needs your decision again'
            : 'has another risk since your decision',
        description: `${description} Your decision was on another one.`,
      },
      {
        to: [after.requestedBy, after.implementer],
        kind: 'decision',
        says: 'has another risk',
        description,
      },
      ...askAnew(scene, description),
    ];
  },
};
