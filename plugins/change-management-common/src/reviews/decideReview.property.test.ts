import fc from 'fast-check';
import { Role } from '../contract/words';
import { Actor } from '../domain/types';
import { defaultPolicy } from '../policy/defaultPolicy';
import { reviewOpenPoints } from './checks';
import { decideReview, ReviewCommand } from './decideReview';
import { nextReviewReminderAt, remindOfReview } from './reminders';
import { StoredReview } from './types';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const start = Date.parse('2026-12-01T00:00:00.000Z');
const iso = (time: number) => new Date(time).toISOString();
const person = (name: string, ...roles: Role[]): Actor => ({
  userRef: `user:default/${name}`,
  ownership: [`user:default/${name}`],
  roles: roles.map(role => ({ role, via: `user:default/${name}` })),
});

const actors = [
  person('salma', 'changeManager', 'cto'),
  person('mounir', 'changeManager'),
  person('nadia', 'cto'),
  person('tarik', 'cto', 'changeManager', 'auditor'),
  person('karim', 'securityManager'),
  person('hind', 'auditor'),
  person('amina', 'implementer'),
];
const people = actors.map(({ userRef }) => userRef);
const changes = ['CHG-1', 'CHG-2', 'CHG-3'];
const { remindDays, escalations } = defaultPolicy.reviews!;

const opened: StoredReview = {
  ...{ id: 'REV-1', kind: 'quarterly', period: '2026-Q4', clause: '§7.2' },
  ...{ openedAt: iso(start), dueAt: iso(start + 10 * day), told: 0 },
  ...{ policyVersion: '1.0', timeZone: 'UTC', status: 'open', revision: 1 },
  ...{ signOff: ['changeManager', 'cto'], signatures: [], findings: [] },
  reminders: { remindDays, escalations },
  sample: changes.map((changeId, index) => ({
    ...{ changeId, title: changeId, type: 'normal', state: 'closed' },
    requestedBy: people[index],
    involved: [people[index]],
  })),
};

const changeId = fc.constantFrom(...changes);
const number = fc.constantFrom('1', '2');
const owner = fc.constantFrom(...people);
const command: fc.Arbitrary<ReviewCommand> = fc.oneof(
  fc.record({
    type: fc.constant('look-at' as const),
    changeId,
    verdict: fc.constantFrom('ok' as const, 'ok' as const, 'finding' as const),
  }),
  fc.record({
    type: fc.constant('add-finding' as const),
    severity: fc.constant('low' as const),
    clause: fc.constantFrom('§7.1', '§99'),
    text: fc.constant('Thin'),
    owner,
    dueAt: fc.constantFrom(iso(start + 20 * day), iso(start)),
    changes: fc.subarray(changes),
    actions: fc.array(fc.record({ text: fc.constant('Do') }), { maxLength: 1 }),
  }),
  fc.record({
    type: fc.constant('edit-finding' as const),
    findingId: number,
    revision: fc.constant(1),
    text: fc.constant('Thinner'),
  }),
  fc.record({
    type: fc.constant('add-action' as const),
    findingId: number,
    text: fc.constant('Do more'),
  }),
  fc.record({
    type: fc.constant('finish-action' as const),
    findingId: number,
    actionId: number,
    result: fc.constant('Done'),
  }),
  fc.record({ type: fc.constant('sign-off' as const) }),
  fc.record({ type: fc.constant('sign-off' as const) }),
);
const step = fc.record({
  actor: fc.constantFrom(...actors),
  command,
  hours: fc.integer({ min: 1, max: 48 }),
});

/** Whether what a command names is there, as its caller has made sure. */
function isThere(review: StoredReview, asked: ReviewCommand): boolean {
  if (!('findingId' in asked)) {
    return true;
  }
  const finding = review.findings.find(({ id }) => id === asked.findingId);
  return asked.type === 'finish-action'
    ? Boolean(finding?.actions.some(({ id }) => id === asked.actionId))
    : Boolean(finding);
}

/** What may not change any more once a review is signed off. */
function fixed({ findings, ...review }: StoredReview) {
  return {
    ...review,
    told: undefined,
    findings: findings.map(({ actions, ...finding }) => ({
      ...finding,
      actions: actions.map(({ id, text, owner: by, dueAt }) => ({
        ...{ id, text, owner: by, dueAt },
      })),
    })),
  };
}

it('is never signed off with something open, and stays as it was signed', () => {
  const signedOff: StoredReview[] = [];
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), steps => {
      let review = opened;
      let asSigned: ReturnType<typeof fixed> | undefined;
      let now = start;
      for (const { actor, command: asked, hours } of steps) {
        now += hours * hour;
        const clauses = ['§7.1'];
        const facts = { actor, now: iso(now), clauses, people, changes };
        const outcome = isThere(review, asked)
          ? decideReview(review, asked, facts)
          : undefined;
        const done = outcome && 'review' in outcome ? outcome : undefined;
        const roles = done ? actor.roles.map(({ role }) => role) : [];
        expect(done?.acts.length).not.toBe(0);
        expect(roles).not.toContain('auditor');
        review = done?.review ?? review;
        for (const { by, involved } of review.sample) {
          expect(involved).not.toContain(by);
        }
        expect(asSigned && fixed(review)).toEqual(asSigned);
        if (!asSigned && review.status === 'signed-off') {
          asSigned = fixed(review);
          signedOff.push(review);
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(signedOff).not.toEqual([]);
  for (const review of signedOff) {
    const { signatures } = review;
    expect(reviewOpenPoints(review)).toEqual([]);
    expect(signatures.map(({ role }) => role).sort()).toEqual([
      'changeManager',
      'cto',
    ]);
    expect(signatures[0].by).not.toBe(signatures[1].by);
  }
});

it('says everything once, however often it is asked, and knows when to be asked again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 60 }),
      fc.integer({ min: -20, max: 20 }),
      (waits, dueInDays) => {
        let review = { ...opened, dueAt: iso(start + dueInDays * day) };
        let now = start;
        const told: string[] = [];
        for (const hours of waits) {
          now += hours * hour;
          const next = nextReviewReminderAt(review);
          const { review: after, said } = remindOfReview(review, iso(now));
          expect(said.length > 0).toBe(next !== undefined && next <= iso(now));
          expect(remindOfReview(after, iso(now)).said).toEqual([]);
          told.push(...said.map(({ escalateTo }) => escalateTo.join()));
          review = after;
        }
        expect(new Set(told).size).toBe(told.length);
      },
    ),
  );
});
