import {
  ChangeView,
  defaultPolicy,
} from 'backstage-plugin-change-management-common';
import { complete, life, prepared, start, take } from './portal';

/** The ids of all clauses that have a file here. */
export const covered: string[] = [];

function statuses({ clauses }: ChangeView): Record<string, string> {
  return Object.fromEntries(clauses.map(({ id, status }) => [id, status]));
}

/** A change that breaks one clause, and its twin that does not, both at the same stage. */
export interface Twins {
  compliant: () => Promise<ChangeView>;
  broken: () => Promise<ChangeView>;
  /** What holds the clause: the steps that are refused to the broken one. */
  enforced: (broken: ChangeView) => Promise<void>;
}

/** Tests that breaking a clause is reported, that no other clause is blamed for it, and that it is enforced. */
export function clause(id: string, { compliant, broken, enforced }: Twins) {
  covered.push(id);
  describe(id, () => {
    it('alone is reported, and enforced', async () => {
      const expected = statuses(await compliant());
      const change = await broken();
      expect(expected[id]).toBe('met');
      expect(statuses(change)).toEqual({ ...expected, [id]: 'open' });
      await enforced(change);
    }, 30_000);
  });
}

/** Tests that a clause that binds the organisation is in the document, and that no change is blamed for it. */
export function organisationalClause(id: string, words: RegExp) {
  covered.push(id);
  describe(id, () => {
    it('is in the document, and no change is blamed for it', async () => {
      expect(defaultPolicy.clauses.find(c => c.id === id)?.text).toMatch(words);
      const draft = await life({});
      const closed = await life(
        {},
        ...prepared,
        start,
        complete(),
        take('salma', 'closeChange', {
          closeCode: 'successful',
          summary: 'Confirmed',
        }),
      );
      for (const { clauses } of [draft, closed]) {
        expect(clauses).toContainEqual(
          expect.objectContaining({
            id,
            text: expect.stringMatching(words),
            status: 'not-applicable',
          }),
        );
      }
    }, 30_000);
  });
}

/** That a step is refused, for a reason that is said. */
export function expectRefusal(
  answer: { status: number; body: any },
  status: number,
  words: RegExp,
) {
  expect(answer.status).toBe(status);
  expect(answer.body.error.message).toMatch(words);
}
