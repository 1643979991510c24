import { ClauseStatus } from '../contract/change';
import { Change, Facts } from './types';

/** Where the change stands with each clause of the policy that it was judged by. */
export function clausesOf(
  _change: Change,
  { policy }: Pick<Facts, 'policy' | 'entities' | 'now'>,
): ClauseStatus[] {
  return policy.clauses.map(({ id, section, text }) => ({
    id,
    section,
    text,
    status: 'not-applicable',
    evidence: 'It binds the organisation, not a single change.',
  }));
}
