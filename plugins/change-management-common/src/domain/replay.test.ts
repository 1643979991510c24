import fc from 'fast-check';
import { changeFormSchema } from '../contract/form';
import { changeCategories, changeTypes, Role } from '../contract/words';
import { defaultPolicy } from '../policy/defaultPolicy';
import { Policy } from '../policy/schema';
import { entities, factsFor, people } from './__testUtils__/organisation';
import { completeForm, Story } from './__testUtils__/story';
import { impactOf, policyWith, reached } from './__testUtils__/world';
import { decideCreate } from './decide';
import { apply } from './apply';
import { replay, ReplayFacts } from './replay';
import { ReplayTally } from './replayTally';
import { Change, Facts } from './types';

function factsUnder(after: Policy, more: Partial<ReplayFacts> = {}) {
  return {
    before: defaultPolicy,
    after,
    own: defaultPolicy,
    entities,
    ...more,
  };
}

function tally(changes: Change[], after: Policy) {
  const sums = new ReplayTally();
  changes.forEach(change => sums.add(replay(change, factsUnder(after))));
  return sums.sums();
}

/** Anything that is found of the organisation's record moves the level of risk. */
const touchy = policyWith({
  risk: {
    ...defaultPolicy.risk,
    measured: {
      ...defaultPolicy.risk.measured,
      levels: [
        { from: 1, level: 'medium' },
        { from: 3, level: 'high' },
        { from: 5, level: 'critical' },
      ],
    },
  },
});

const nothing = {
  differing: 0,
  approvals: [],
  refused: [],
  risk: [],
  owed: [],
};

const { amina, salma, youssef } = people;

function submitted(form = completeForm): Story {
  return new Story(amina, form).do(amina, { type: 'submit' } as never);
}

/** Questions answered at random, some not at all. */
const answers = fc.record(
  Object.fromEntries(
    defaultPolicy.risk.questionnaire.map(({ id, options }) => [
      id,
      fc.constantFrom(...options.map(option => option.id)),
    ]),
  ),
  { requiredKeys: [] },
);

/** What the organisation's record may say at the time, and nobody knows afterwards. */
const measures = fc.record({
  failures: fc.array(
    fc.record({
      changeId: fc.constantFrom('CHG-1', 'CHG-2', 'CHG-3'),
      entityRef: fc.constant('component:default/payments-api'),
      closeCode: fc.constantFrom(
        'unsuccessful' as const,
        'successful-with-issues' as const,
      ),
    }),
    { maxLength: 4 },
  ),
  overlaps: fc.array(
    fc.record({
      changeId: fc.constantFrom('CHG-4', 'CHG-5', 'CHG-6'),
      entityRef: fc.constant('component:default/payments-api'),
    }),
    { maxLength: 4 },
  ),
  incidents: fc.array(
    fc.record({
      incidentId: fc.constantFrom('INC-1', 'INC-2'),
      entityRef: fc.constant('component:default/payments-api'),
    }),
    { maxLength: 3 },
  ),
});

const changes = fc
  .record({
    type: fc.constantFrom(...changeTypes),
    category: fc.option(fc.constantFrom(...changeCategories), {
      nil: undefined,
    }),
    answers,
    measures,
    expectedDowntimeMinutes: fc.option(fc.integer({ min: 0, max: 300 }), {
      nil: undefined,
    }),
    isTold: fc.boolean(),
    reaches: fc.integer({ min: 0, max: 12 }),
  })
  .map(({ type, category, isTold, reaches, ...found }): Change => {
    const form = changeFormSchema.parse({
      ...completeForm,
      type,
      category,
      description: isTold ? 'From 20 to 40' : '',
      expectedDowntimeMinutes: found.expectedDowntimeMinutes,
      risk: { answers: found.answers },
    });
    const facts: Facts = {
      ...factsFor(amina, '2026-12-01T12:00:00.000Z'),
      policy: touchy,
      measures: found.measures,
      impact: impactOf(
        form.affectedEntities,
        Array.from({ length: reaches }, (_, index) =>
          reached(`reached-${index}`, [`team-${index % 4}`]),
        ),
      ),
    };
    const envelope = { actor: amina.userRef, at: facts.now };
    return apply(
      undefined,
      decideCreate('CHG-1001', form, facts),
      envelope as never,
    );
  });

describe('a change of the past, judged again', () => {
  it('fares under the version that judged it as it did, whatever was known of the record then', () => {
    fc.assert(
      fc.property(changes, change => {
        const inForce = { before: touchy, own: touchy };
        const after = structuredClone(touchy);
        const replayed = replay(change, factsUnder(after, inForce));
        expect(replayed.asRecorded).toBe(true);
        expect(replayed.after).toEqual(replayed.before);
        const sums = new ReplayTally();
        sums.add(replayed);
        expect(sums.sums()).toMatchObject({
          ...nothing,
          replay: { asRecorded: 1, otherwise: 0 },
        });
      }),
    );
  });

  it('keeps what history had to say', () => {
    const { change } = submitted();
    const { risk } = change;
    const learned = {
      ...change,
      risk: {
        ...risk,
        level: 'high' as const,
        methods: [
          ...risk.methods!,
          { method: 'learned' as const, level: 'high' as const },
        ],
      },
    };
    const { before } = replay(learned, factsUnder(defaultPolicy));
    expect(before.level).toBe('high');
  });

  it('needs the approvals that a new rule asks for, and not those of one that is gone', () => {
    const { change } = submitted();
    const after = policyWith({
      approvalRules: [
        {
          id: 'security',
          approvers: [{ role: 'securityManager' }],
          quorum: 'any',
          rule: 'Security looks at everything.',
          clause: '§8.4',
        },
      ],
    });
    expect(tally([change], after)).toMatchObject({
      differing: 1,
      approvals: [
        { id: 'security', roles: ['securityManager'], added: 1, removed: 0 },
        { id: 'change-manager', added: 0, removed: 1 },
      ],
      load: [
        { who: 'changeManager', before: 1, after: 0 },
        { who: 'securityManager', before: 0, after: 1 },
      ],
    });
  });

  it('is refused where it lacks what has become mandatory', () => {
    const { change } = submitted();
    const after = policyWith({
      mandatoryFields: [
        ...defaultPolicy.mandatoryFields,
        { path: 'testPlan', message: 'Say how you test it.', clause: '§4.1' },
      ],
    });
    expect(tally([change], after).refused).toEqual([
      {
        step: 'submit',
        reason: 'missing-field',
        path: 'testPlan',
        message: 'Say how you test it.',
        changes: 1,
        examples: [{ id: 'CHG-1001', title: change.title }],
      },
    ]);
  });

  it('is refused a time on a notice that has become too short, unless that was waived', () => {
    const at = '2026-12-01T12:00:00.000Z';
    const schedule = { by: salma.userRef, at };
    const planned = {
      ...submitted().change,
      plannedStart: '2026-12-03T00:00:00.000Z',
      plannedEnd: '2026-12-03T01:00:00.000Z',
      schedule,
    };
    const after = policyWith({
      notice: { ...defaultPolicy.notice, hours: 48 },
    });
    expect(tally([planned], after).refused).toMatchObject([
      { step: 'schedule', reason: 'notice', changes: 1 },
    ]);
    const override = { reason: 'All agreed', waives: ['notice'] };
    expect(
      tally([{ ...planned, schedule: { ...schedule, override } }], after),
    ).toMatchObject(nothing);
  });

  it('owes statements of owners where the policy has come to ask for them', () => {
    const { change } = submitted();
    expect(
      tally([change], policyWith({ assessment: { types: [], clause: '§8.3' } }))
        .owed,
    ).toMatchObject([{ what: 'assessment', added: 0, removed: 1 }]);
  });

  it('moves between levels of risk', () => {
    const { change } = submitted();
    const { risk } = defaultPolicy;
    const after = policyWith({
      risk: {
        ...risk,
        floors: [
          {
            id: 'all',
            level: 'high',
            because: 'Nothing is small.',
            clause: '§3.1e',
            when: {},
          } as never,
        ],
      },
    });
    const sums = tally([change], after);
    expect(sums.risk).toMatchObject([{ from: 'low', to: 'high', changes: 1 }]);
    expect(sums.approvals).toMatchObject([{ id: 'high-risk', added: 1 }]);
  });

  it('waits as long as the slowest of those whom it needs usually does', () => {
    const decided = (id: string, roles: Role[], hours: number): Change => {
      const { change } = submitted();
      const since = Date.parse(change.submittedAt!);
      const requirement = {
        id: roles.join(),
        roles,
        people: [],
        needed: 1,
        rule: 'Look at it.',
        clause: '§3.2a',
      };
      return {
        ...change,
        id,
        requirements: [requirement],
        decisions: [
          {
            requirementId: requirement.id,
            by: youssef.userRef,
            at: new Date(since + hours * 3_600_000).toISOString(),
            decision: 'approve',
            comment: '',
            contentRevision: 1,
            roles: [],
            groups: [],
          },
        ],
      };
    };
    const past = [
      decided('CHG-1', ['changeManager'], 2),
      decided('CHG-2', ['changeManager'], 4),
      decided('CHG-3', ['changeManager'], 30),
      decided('CHG-4', ['securityManager'], 10),
    ];
    const [manager] = defaultPolicy.approvalRules;
    const after = policyWith({
      approvalRules: [
        manager,
        { ...manager, id: 'both', approvers: [{ role: 'securityManager' }] },
      ],
    });
    expect(tally(past, after).waiting).toMatchObject({
      beforeHours: 4,
      afterHours: 10,
      changes: 4,
      unknown: 0,
      observed: [
        { roles: ['changeManager'], decisions: 3, medianHours: 4 },
        { roles: ['securityManager'], decisions: 1, medianHours: 10 },
      ],
    });
    // Nobody knows how long somebody takes who was never asked.
    const unseen = policyWith({
      approvalRules: [{ ...manager, approvers: [{ role: 'cto' }] }],
    });
    expect(tally(past, unseen).waiting).toMatchObject({
      changes: 0,
      unknown: 4,
    });
  });
});
