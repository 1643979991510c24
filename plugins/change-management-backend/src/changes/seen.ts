import { Conflict } from 'backstage-plugin-change-management-common';

/** Whether the reader may see the change with this id. */
export type Sees = (changeId: string) => boolean;

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
          text: hidden.reduce(
            (text, id) => text.replace(id, 'another change'),
            conflict.text,
          ),
          changeId: changeId && sees(changeId) ? changeId : undefined,
          ...(changeIds && { changeIds: changeIds.filter(sees) }),
        };
  });
}
