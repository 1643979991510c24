import { ChangeView, Me } from 'backstage-plugin-change-management-common';

/** The absent people for whom somebody may act on a change: never those who are involved in it. */
export function absentOn(
  { requestedBy, implementer, startedBy, completion, rollback }: ChangeView,
  me: Me | undefined,
): NonNullable<Me['actsFor']> {
  const involved = [
    requestedBy,
    implementer,
    startedBy,
    completion?.by,
    rollback?.by,
  ];
  return (me?.actsFor ?? []).filter(
    ({ userRef, ownership }) =>
      !involved.includes(userRef) && !ownership.includes(implementer),
  );
}

/** For whom somebody would decide, where their own roles and groups do not suffice. */
export function decidesFor(change: ChangeView, me: Me): string[] {
  if (!change.allowedActions.includes('approve')) {
    return [];
  }
  const open = change.approvalRequirements.filter(({ decision }) => !decision);
  const speaks = (ownership: string[], delegatedBy?: string) =>
    open.some(
      ({ roles, people }) =>
        people.some(ref => ownership.includes(ref)) ||
        me.roles.some(
          held => held.delegatedBy === delegatedBy && roles.includes(held.role),
        ),
    );
  return speaks(me.ownership)
    ? []
    : absentOn(change, me)
        .filter(({ userRef, ownership }) => speaks(ownership, userRef))
        .map(({ userRef }) => userRef);
}
