import { AuditEvent } from '../contract/change';
import { Decision, Risk } from '../contract/judgement';
import { Change } from '../domain/types';
import { ChangeEvent } from '../domain/events';

/** The form as it stood after one act of its requester, and how it was judged then. */
export interface FormVersion {
  contentRevision: number;
  at: string;
  by: string;
  /** What an edit altered, field by field; nothing of the first version. */
  fields?: Record<string, { from?: unknown; to?: unknown }>;
  content: Record<string, unknown>;
  risk: Risk;
  policyVersion: string;
  digest: string;
}

/** A decision, whether it stands still or was voided by an edit, replaced or answered. */
export type TakenDecision = Decision & { stands: boolean };

/** Every version of the form, the first one first, out of the trail of a change. */
export function formVersionsOf(events: AuditEvent[]): FormVersion[] {
  const versions: FormVersion[] = [];
  for (const { type, data, actor: by, occurredAt: at } of events) {
    const event = { type, ...data } as ChangeEvent;
    if (event.type === 'created' || event.type === 'edited') {
      const { risk, policyVersion, digest } = event.judgement;
      const last = versions[versions.length - 1];
      const judged = { at, by, risk, policyVersion, digest };
      versions.push(
        event.type === 'created'
          ? { contentRevision: 1, content: { ...event.content }, ...judged }
          : {
              contentRevision:
                last.contentRevision + (event.newContent ? 1 : 0),
              content: {
                ...last.content,
                ...Object.fromEntries(
                  Object.entries(event.fields).map(([name, { to }]) => [
                    name,
                    to,
                  ]),
                ),
              },
              fields: event.fields,
              ...judged,
            },
      );
    }
  }
  return versions;
}

/** Every decision that was ever taken on a change, with the roles and groups of that moment and the digest of what was seen. */
export function decisionsOf(
  events: AuditEvent[],
  { decisions }: Pick<Change, 'decisions'>,
): TakenDecision[] {
  return events.flatMap(({ type, data, actor: by, occurredAt: at }) => {
    const event = { type, ...data } as ChangeEvent;
    return event.type === 'decided'
      ? {
          ...event.decision,
          by,
          at,
          stands: decisions.some(d => d.by === by && d.at === at),
        }
      : [];
  });
}
