import { Draft, Drafts, happened, Scene } from './draft';
import { listed, nameOf, quote, span } from './wording';

/** Those who are asked now; an edit does not ask again whoever was waiting to answer already. */
export function newlyAwaited(
  { before, after, now, earlier }: Scene,
  what: 'assessment' | 'decision',
): string[] {
  const asked = before?.state === after.state ? earlier!.awaited(what) : [];
  return now.awaited(what).filter(ref => !asked.includes(ref));
}

/** Until a change is approved: who is asked for what, and what became of it. */
export const asking: Drafts = {
  edited({ fields, newContent }, { before, after, who }) {
    if (!newContent || !before) {
      return [];
    }
    const description = `${who} edited: ${Object.keys(fields).join(', ')}.`;
    const again = after.state === 'authorization' || after.actualStart;
    const drafts: Draft[] = [
      {
        to: before.decisions.map(({ by }) => by),
        kind: 'approval',
        says: again
          ? 'needs your decision again'
          : 'was edited after your decision',
        description: `${description} Your decision was on what it said before.`,
      },
    ];
    if (before.state === 'approved' || before.state === 'scheduled') {
      drafts.push({
        to: [after.requestedBy, after.implementer],
        kind: 'decision',
        says: 'has to be approved again',
        description,
      });
    }
    return drafts;
  },

  'assessment-opened'(_event, scene) {
    const { requestedBy, affectedEntities } = scene.after;
    return happened(scene, 'assessed')
      ? // An objection has reopened it: there is an answer to give, not an assessment.
        []
      : [
          {
            to: newlyAwaited(scene, 'assessment'),
            kind: 'assessment',
            says: 'needs your assessment',
            description: `${nameOf(requestedBy)} requests a change of ${listed(
              affectedEntities,
            )}. Say what it means for clients and data.`,
          },
        ];
  },

  assessed: ({ assessment }, { now, who }) =>
    assessment.objection
      ? [
          {
            to: [now.requester, now.implementer, ...now.changeManagers],
            kind: 'assessment',
            says: 'meets an objection',
            description: `${who} objects for ${assessment.entityRef}${quote(
              assessment.comment,
            )}.`,
            severity: 'high',
          },
        ]
      : [],

  'authorization-opened'(_event, scene) {
    const { after, before, now } = scene;
    const isVoided =
      happened(scene, 'edited') ??
      happened(scene, 'drifted') ??
      happened(scene, 'risk-overridden');
    const voided = isVoided ? before!.decisions : [];
    return [
      {
        to: newlyAwaited(scene, 'decision'),
        // Who requested or implements it may not decide; whose decision was voided is told so.
        notTo: [now.requester, now.implementer, ...voided.map(({ by }) => by)],
        kind: 'approval',
        says: 'needs your approval',
        description: [
          ...after.requirements.map(({ rule }) => rule),
          after.risk.level ? `Its risk is ${after.risk.level}.` : '',
        ].join(' '),
      },
    ];
  },

  decided({ decision: { decision, comment } }, scene) {
    const { after, now, who } = scene;
    const to = [now.requester, now.implementer];
    const kind = 'decision';
    const severity = 'high';
    switch (decision) {
      case 'approve':
        return happened(scene, 'approved')
          ? []
          : [
              {
                to,
                kind,
                says: 'has got an approval',
                description: `${who} approved${quote(comment)}.`,
              },
            ];
      case 'request-changes':
        return [
          {
            to,
            kind,
            purpose: 'ask',
            says: 'needs changes',
            description: `${who} asks for changes${quote(comment)}.`,
            severity,
          },
        ];
      default:
        return [
          {
            to: after.actualStart ? [...to, ...now.changeManagers] : to,
            kind,
            says: after.actualStart
              ? 'was refused its retrospective approval'
              : 'was rejected',
            description: `${who} rejected it${quote(comment)}.`,
            severity,
          },
        ];
    }
  },

  approved: (_event, { after, now }) => [
    {
      to: now.changeManagers,
      kind: 'schedule',
      purpose: 'ask',
      says: 'can be scheduled',
      description: `It is approved. It is planned ${span(after)}.`,
    },
    {
      to: [now.requester, now.implementer],
      kind: 'decision',
      says: 'is approved',
      description: 'The change manager schedules it next.',
    },
  ],

  commented: ({ text }, { now, who }) => [
    {
      to: [now.requester, now.implementer, ...now.voices],
      kind: 'conversation',
      says: 'has a new comment',
      description: `${who} writes${quote(text)}.`,
      severity: 'low',
    },
  ],
};
