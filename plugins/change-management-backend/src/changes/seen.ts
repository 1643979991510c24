import { Conflict } from 'backstage-plugin-change-management-common';

/** Whether the reader may see the change with this id. */
export type Sees = (changeId: string) => boolean;

const anyId = /\bCHG-\d+\b/g;

/** The changes that a sentence names. */
export function idsIn(text: string): string[] {
  return text.match(anyId) ?? [];
}

/** A sentence without the ids of changes that the reader may not see. */
export function tellText(text: string, sees: Sees): string {
  return text.replace(anyId, id => (sees(id) ? id : 'another change'));
}

/** Of a collision with a change that the reader may not see they learn that there is one, when, and on what; not which. */
export function tellSeen<T extends Conflict & { changeIds?: string[] }>(
  conflicts: T[],
  sees: Sees,
): T[] {
  return conflicts.map(conflict => {
    const { changeId, changeIds } = conflict;
    const hidden = [
      ...(changeIds ?? []),
      ...(changeId ? [changeId] : []),
    ].filter(id => !sees(id));
    return hidden.length === 0
      ? conflict
      : {
          ...conflict,
          text: tellText(conflict.text, id => !hidden.includes(id)),
          changeId: changeId && sees(changeId) ? changeId : undefined,
          ...(changeIds && { changeIds: changeIds.filter(sees) }),
        };
  });
}
