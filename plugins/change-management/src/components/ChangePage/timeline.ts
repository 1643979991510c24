import {
  AuditEvent,
  ChangeEvent,
  CloseCode,
  nameAct,
} from 'backstage-plugin-change-management-common';
import { Text } from '../../translation';
import { formatRange } from '../display';
import { fieldName } from '../ChangeForm/fieldLabels';
import { FormField } from '../ChangeForm/values';

/** Kinds of entries that can be shown by themselves. */
export const timelineKinds = [
  'comments',
  'log',
  'decisions',
  'lifecycle',
] as const;
/** One of {@link timelineKinds}. */
export type TimelineKind = (typeof timelineKinds)[number];

/** Which kind an event is of. */
export function kindOf(event: AuditEvent): TimelineKind {
  switch (event.type as ChangeEvent['type']) {
    case 'commented':
      return 'comments';
    case 'logged':
    case 'tested':
    case 'rehearsed':
    case 'started':
    case 'configuration-changed':
    case 'access-changed':
    case 'completed':
    case 'rollback-started':
    case 'rollback-step-ended':
    case 'rollback-step-retried':
    case 'rolled-back':
      return 'log';
    case 'assessed':
    case 'decided':
    case 'pre-approved':
    case 'pre-approval-lapsed':
      return 'decisions';
    default:
      return 'lifecycle';
  }
}

/** The id by which an entry of the log is named. */
export function entryIdOf({ changeId, sequence }: AuditEvent): string {
  return `${changeId}-${sequence}`;
}

const aMinute = 60_000;

/** When an entry of the log happened, where it was written down later than that. */
export function happenedBefore(event: AuditEvent): string | undefined {
  const happened = { ...event.data, type: event.type } as ChangeEvent;
  const at = happened.type === 'logged' ? happened.entry.occurredAt : undefined;
  return at && Date.parse(event.occurredAt) - Date.parse(at) >= aMinute
    ? at
    : undefined;
}

/** The id of the entry that an event corrects. */
export function correctedBy(event: AuditEvent): string | undefined {
  const happened = { ...event.data, type: event.type } as ChangeEvent;
  return happened.type === 'logged' ? happened.entry.corrects : undefined;
}

/** Steps that follow by themselves have no author worth naming. */
const automatic: string[] = [
  'assessment-opened',
  'authorization-opened',
  'approved',
  'rejected',
  'changes-requested',
  'pre-approved',
  'pre-approval-lapsed',
  'conflicts-changed',
  'drifted',
  'reminded',
];

/** An event in words: a sentence about its actor, and what they wrote. */
export interface Told {
  sentence: string;
  /** The entity that the sentence ends with, if it names one. */
  entityRef?: string;
  texts: Written[];
  automatic: boolean;
}

/** Something that somebody wrote, and what they were asked. */
export interface Written {
  label?: string;
  text: string;
}

function texts(
  ...candidates: (string | undefined | Partial<Written>)[]
): Written[] {
  return candidates
    .map(candidate =>
      typeof candidate === 'object' ? candidate : { text: candidate },
    )
    .filter((written): written is Written => Boolean(written.text));
}

function outcome(code: CloseCode, t: Text): string {
  return t(`closeCode.${code}`);
}

function editedFields(fields: Record<string, unknown>, t: Text): string {
  return Object.keys(fields)
    .map(name =>
      fieldName(name === 'riskAnswers' ? 'risk' : (name as FormField), t),
    )
    .join(', ');
}

function sentenceOf(event: ChangeEvent, t: Text): [string, Written[]] {
  switch (event.type) {
    case 'edited': {
      const fields = editedFields(event.fields, t);
      return [
        t(event.newContent ? 'event.editedNew' : 'event.edited', { fields }),
        [],
      ];
    }
    case 'assessed': {
      const { objection, impactOnClients, impactOnData, comment } =
        event.assessment;
      return [
        t(objection ? 'event.objected' : 'event.assessed'),
        texts(
          { label: t('change.onClients'), text: impactOnClients },
          { label: t('change.onData'), text: impactOnData },
          comment,
        ),
      ];
    }
    case 'decided':
      return [
        t(`event.${event.decision.decision}`),
        texts(event.decision.comment),
      ];
    case 'scheduled': {
      const time = formatRange(event.plannedStart, event.plannedEnd);
      return event.override
        ? [t('event.overridden', { time, reason: event.override.reason }), []]
        : [t('event.scheduled', { time }), []];
    }
    case 'tested': {
      const { outcome: result, environment, notes } = event.result;
      return [t(`event.${result}`, { environment }), texts(notes)];
    }
    case 'started':
      return [
        t(event.emergency ? 'event.startedEmergency' : 'event.started'),
        [],
      ];
    case 'logged': {
      const { summary, whatChanged, justification, result } = event.entry;
      return [
        t('event.logged', { summary }),
        texts(
          { label: t('step.whatChanged'), text: whatChanged },
          { label: t('step.justification'), text: justification },
          { label: t('step.result'), text: result },
        ),
      ];
    }
    case 'configuration-changed':
      return [
        t(`event.configuration.${event.origin}`, {
          name: event.name,
          version: String(event.version),
        }),
        texts(event.note),
      ];
    case 'access-changed':
      return [
        t(`event.access.${event.origin}`),
        texts(event.acts.map(nameAct).join('\n')),
      ];
    case 'completed':
      return [
        t('event.completed', {
          outcome: outcome(event.completion.outcome, t),
        }),
        texts(event.completion.result),
      ];
    case 'rehearsed': {
      const { outcome: came, environment, minutes, notes } = event.rehearsal;
      return [
        t(came === 'passed' ? 'event.rehearsed' : 'event.rehearsalFailed', {
          environment,
          minutes: String(minutes),
        }),
        texts(notes),
      ];
    }
    case 'task-added':
      return [t('event.task-added', { title: event.task.title }), []];
    case 'task-updated': {
      const { status, note } = event.fields;
      const { title } = event;
      return [
        status
          ? t(`event.task-${status}`, { title })
          : t('event.task-updated', { title }),
        texts(note),
      ];
    }
    case 'rollback-started':
      return [
        t(
          event.acknowledgedPointOfNoReturn
            ? 'event.rollback-started-late'
            : 'event.rollback-started',
        ),
        texts(event.reason),
      ];
    case 'rollback-step-ended':
      return [
        t(`event.rollback-step-${event.status}`, {
          number: String(event.index + 1),
        }),
        texts(event.result),
      ];
    case 'rollback-step-retried':
      return [
        t('event.rollback-step-retried', { number: String(event.index + 1) }),
        [],
      ];
    case 'rolled-back':
      return [
        t('event.rolled-back'),
        texts(event.rollback.reason, event.rollback.result),
      ];
    case 'reviewed':
      return [
        t('event.reviewed'),
        texts(
          event.review.summary,
          { label: t('change.rootCause'), text: event.review.rootCause },
          { label: t('change.lessons'), text: event.review.lessons },
        ),
      ];
    case 'closed':
      return [
        t('event.closed', { outcome: outcome(event.closeCode, t) }),
        texts(event.summary),
      ];
    case 'canceled':
    case 'held':
      return [t(`event.${event.type}`), texts(event.reason)];
    case 'commented':
      return [t('event.commented'), texts(event.text)];
    case 'risk-overridden':
      return [
        t('event.risk-overridden', { level: t(`risk.${event.level}`) }),
        texts(event.reason),
      ];
    case 'released':
      return [t('event.released'), event.reason ? texts(event.reason) : []];
    case 'drifted':
      return [
        t('event.drifted'),
        texts(event.drift.differences.map(({ text }) => text).join('\n')),
      ];
    case 'reminded':
      return [
        t('event.reminded'),
        texts(event.obligations.map(({ text }) => text).join('\n')),
      ];
    case 'pre-approved': {
      const { id, version } = event.changeModel;
      return [
        t('event.pre-approved', { model: id, version: String(version) }),
        [],
      ];
    }
    case 'conflicts-changed':
      return event.conflicts.length
        ? [
            t('event.conflicts-changed'),
            texts(event.conflicts.map(({ text }) => text).join('\n')),
          ]
        : [t('event.conflicts-gone'), []];
    case 'pre-approval-lapsed':
      return [t('event.pre-approval-lapsed'), texts(event.because)];
    case 'created':
    case 'submitted':
    case 'assessment-opened':
    case 'authorization-opened':
    case 'approved':
    case 'rejected':
    case 'changes-requested':
    case 'revised':
      return [t(`event.${event.type}`), []];
    default: {
      // A newer backend may tell of things that this screen has no words for yet; of those of this one it has all.
      const { type } = event satisfies never as ChangeEvent;
      return [t('event.unknown', { type }), []];
    }
  }
}

/** The entity that an event's sentence ends with. */
function entityOf(event: ChangeEvent): string | undefined {
  switch (event.type) {
    case 'assessed':
      return event.assessment.entityRef;
    case 'configuration-changed':
      return event.entityRef;
    case 'pre-approved':
      return event.approvedBy;
    default:
      return undefined;
  }
}

/** Says an event in words. */
export function tell(event: AuditEvent, t: Text): Told {
  const happened = { ...event.data, type: event.type } as ChangeEvent;
  const [sentence, written]: [string, Written[]] =
    event.withheld && event.type === 'configuration-changed'
      ? [t('event.configuration.withheld'), []]
      : sentenceOf(happened, t);
  return {
    sentence,
    entityRef: entityOf(happened),
    texts: written,
    automatic: automatic.includes(event.type),
  };
}
