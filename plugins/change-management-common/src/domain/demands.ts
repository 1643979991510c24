import { Role } from '../contract/words';
import { ApprovalRule, Approver } from '../policy/schema';
import { ChangeContent, Facts, Requirement } from './types';

/** Any one of those behind it can speak for it. */
interface Party {
  key: string;
  roles: Role[];
  people: string[];
}

function partiesOf(
  approver: Approver,
  content: ChangeContent,
  { entities, impact }: Pick<Facts, 'entities' | 'impact'>,
): Party[] {
  if ('role' in approver) {
    return [{ key: approver.role, roles: [approver.role], people: [] }];
  }
  if ('person' in approver) {
    return [{ key: approver.person, roles: [], people: [approver.person] }];
  }
  if (approver.owners === 'affected') {
    return content.affectedEntities.map(ref => {
      const people = entities[ref]?.owners ?? [];
      // Somebody has to answer for what nobody owns.
      const roles: Role[] = people.length ? [] : ['changeManager'];
      return { key: ref, roles, people };
    });
  }
  const owners = impact.indirect
    .filter(({ distance }) => distance <= approver.hops)
    .flatMap(entity => entity.owners);
  return [...new Set(owners)].map(ref => ({
    key: ref,
    roles: [],
    people: [ref],
  }));
}

/** Each party once: the owners of two entities may be the same people, who need not be asked twice. */
function distinct(parties: Party[]): Party[] {
  const voiceOf = ({ roles, people }: Party) =>
    [...roles, ...[...people].sort()].join(' ');
  const byVoice = new Map<string, Party>();
  for (const party of parties) {
    const voice = voiceOf(party);
    byVoice.set(voice, byVoice.get(voice) ?? party);
  }
  return [...byVoice.values()];
}

/** Refs of users and groups that could be asked by name, whatever the form says besides what it affects. */
export function approversNamedBy(
  rules: ApprovalRule[],
  { entities, impact }: Pick<Facts, 'entities' | 'impact'>,
): string[] {
  const refs = rules
    .flatMap(rule => rule.approvers)
    .flatMap(approver => {
      if ('role' in approver) {
        return [];
      }
      if ('person' in approver) {
        return [approver.person];
      }
      return approver.owners === 'affected'
        ? Object.values(entities).flatMap(({ owners }) => owners)
        : impact.indirect
            .filter(({ distance }) => distance <= approver.hops)
            .flatMap(({ owners }) => owners);
    });
  return [...new Set(refs)];
}

/**
 * The approvals that a rule demands of a form: one for `any` and for so many, one for each party for `all`. A rule for
 * the owners of dependents demands nothing where there are none.
 */
export function demandedBy(
  { id, approvers, quorum, rule, clause }: ApprovalRule,
  content: ChangeContent,
  facts: Pick<Facts, 'entities' | 'impact'>,
): Requirement[] {
  const parties = distinct(
    approvers.flatMap(approver => partiesOf(approver, content, facts)),
  );
  const said = { rule, clause };
  if (quorum === 'all') {
    return parties.map(({ key, roles, people }) => ({
      id: `${id}:${key}`,
      roles,
      people,
      needed: 1,
      ...said,
    }));
  }
  const needed = quorum === 'any' ? 1 : quorum.atLeast;
  const roles = [...new Set(parties.flatMap(party => party.roles))];
  const people = [...new Set(parties.flatMap(party => party.people))];
  return parties.length ? [{ id, roles, people, needed, ...said }] : [];
}
