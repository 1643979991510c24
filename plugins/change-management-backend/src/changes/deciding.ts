import { Actor, ChangeQuery } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { whereWithin } from '../platform/whereWithin';

/** What a list may ask of the decisions on its changes. */
export type DecisionFilters = Pick<
  ChangeQuery,
  'decidedAs' | 'decidedAtRisk' | 'decidedFrom' | 'decidedTo'
>;

/**
 * Numbers of the changes that wait for this person, or for somebody absent for whom they may act: where they or a group of
 * theirs are awaited by name, or by role, unless either of them requested or implements it or has decided already
 * (separation of duties; one person's decision serves one requirement). Starting from the person keeps it quick: what
 * waits is little among all changes.
 */
export function awaiting(knex: Knex, actor: Actor): Knex.QueryBuilder {
  const { userRef, ownership, roles, actsFor = [] } = actor;
  const parties = (kind: string, subjects: string[]) =>
    knex('change_parties')
      .select('change_parties.change_number')
      .where({ kind })
      .whereIn('subject', subjects);
  const without = (
    query: Knex.QueryBuilder,
    involved: Pick<Actor, 'userRef' | 'ownership'>[],
  ) =>
    query
      .join('changes as own', join =>
        join.on('own.number', 'change_parties.change_number'),
      )
      .whereNotIn(
        'own.requested_by',
        involved.map(person => person.userRef),
      )
      .whereNotIn(
        'own.implementer',
        involved.flatMap(person => person.ownership),
      );
  const deciding = (
    behind: Pick<Actor, 'userRef' | 'ownership'>[],
    delegatedBy?: string,
  ) => {
    const held = roles
      .filter(role => role.delegatedBy === delegatedBy)
      .map(({ role }) => role);
    const speaker = behind[behind.length - 1];
    return [
      parties('awaited-role', held),
      parties('awaited-approver', speaker.ownership),
    ].map(query =>
      without(query, behind).whereNotIn(
        'change_parties.change_number',
        parties(
          'decided',
          behind.map(person => person.userRef),
        ),
      ),
    );
  };
  const self = { userRef, ownership };
  return parties('awaited-person', ownership).union([
    ...deciding([self]),
    ...actsFor.flatMap(absent => [
      without(parties('awaited-person', absent.ownership), [absent]),
      ...deciding([self, absent], absent.userRef),
    ]),
  ]);
}

/** Numbers of the changes on which somebody decided, as the figures of waiting count it. */
export function decidedOn(
  knex: Knex,
  filters: DecisionFilters,
): Knex.QueryBuilder {
  const { decidedAs, decidedAtRisk, decidedFrom, decidedTo } = filters;
  const query = knex('approval_waits').select('change_number');
  if (decidedAs) {
    query.where('role', decidedAs);
  }
  if (decidedAtRisk) {
    query.where('risk_level', decidedAtRisk === 'none' ? null : decidedAtRisk);
  }
  return whereWithin(query, 'decided_at', { from: decidedFrom, to: decidedTo });
}

export function isAboutDecisions({
  decidedAs,
  decidedAtRisk,
  decidedFrom,
  decidedTo,
}: DecisionFilters): boolean {
  return [decidedAs, decidedAtRisk, decidedFrom, decidedTo].some(Boolean);
}
