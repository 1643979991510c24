import fc from 'fast-check';
import { ApprovalRule, Approver } from '../policy/schema';
import { entities, people } from './__testUtils__/organisation';
import { completeForm, Story } from './__testUtils__/story';
import { impactOf, policyWith, reached } from './__testUtils__/world';
import { ChangeCommand } from './commands';
import { demandedBy } from './demands';
import { contentOf } from './steps/request';
import { toPreview } from './view';

const { amina, youssef, salma, rachid, karim, nadia, hind } = people;
const api = 'component:default/payments-api';
const db = 'resource:default/payments-db';
const orders = 'component:default/orders';
const nobodys = 'component:default/nobodys';

const approve: ChangeCommand = {
  type: 'decide',
  decision: 'approve',
  comment: '',
};

function rule(
  approvers: Approver[],
  quorum: ApprovalRule['quorum'] = 'any',
): ApprovalRule {
  return { id: 'rule', approvers, quorum, rule: 'They decide.', clause: '§3' };
}

const radius = impactOf(
  [api],
  [
    reached('shop', ['audit']),
    reached('mail', ['security', 'audit'], { distance: 2 }),
    reached('till', ['management'], { distance: 3 }),
  ],
);

function demanded(given: ApprovalRule, affectedEntities = [api]) {
  const content = { ...contentOf(new Story(amina).change), affectedEntities };
  return demandedBy(given, content, { entities, impact: radius });
}

/** A change in authorization under one rule. */
function authorized(given: ApprovalRule, affectedEntities = [api]): Story {
  const story = new Story(
    amina,
    { ...completeForm, type: 'standard', affectedEntities },
    { policy: policyWith({ approvalRules: [given] }), impact: radius },
  );
  return story.do(amina, { type: 'submit' });
}

describe('whom a rule asks', () => {
  it('is a role, or one of several', () => {
    expect(
      demanded(rule([{ role: 'cto' }, { role: 'securityManager' }])),
    ).toMatchObject([{ id: 'rule', roles: ['cto', 'securityManager'] }]);
  });

  it('is a person or a group', () => {
    expect(demanded(rule([{ person: 'group:default/audit' }]))).toMatchObject([
      { roles: [], people: ['group:default/audit'] },
    ]);
  });

  it('is the owners of what is affected, and the change manager for what nobody owns', () => {
    expect(
      demanded(rule([{ owners: 'affected' }], 'all'), [api, orders, nobodys]),
    ).toMatchObject([
      { id: `rule:${api}`, people: ['group:default/payments-team'] },
      { id: `rule:${orders}`, people: ['group:default/devops'] },
      { id: `rule:${nobodys}`, people: [], roles: ['changeManager'] },
    ]);
  });

  it('is the same people once, whatever they own', () => {
    expect(
      demanded(rule([{ owners: 'affected' }], 'all'), [api, db]),
    ).toHaveLength(1);
  });

  it.each([
    [1, ['audit']],
    [2, ['audit', 'security']],
    [5, ['audit', 'security', 'management']],
  ])('is the owners of dependents within %d hops', (hops, owners) => {
    expect(
      demanded(rule([{ owners: 'dependents', hops }], 'all')).map(
        ({ people: asked }) => asked,
      ),
    ).toEqual(owners.map(owner => [`group:default/${owner}`]));
  });

  it('is nobody where nothing depends on it', () => {
    const given = rule([{ owners: 'dependents', hops: 2 }]);
    const content = contentOf(new Story(amina).change);
    expect(
      demandedBy(given, content, { entities, impact: impactOf([api]) }),
    ).toEqual([]);
  });

  it('is never the same requirement twice', () => {
    const approver: fc.Arbitrary<Approver> = fc.oneof(
      fc.record({ role: fc.constantFrom('cto', 'changeManager') }),
      fc.constant<Approver>({ owners: 'affected' }),
      fc.record({
        owners: fc.constant('dependents' as const),
        hops: fc.integer({ min: 1, max: 3 }),
      }),
      fc.record({
        person: fc.constantFrom('group:default/audit', 'user:default/nadia'),
      }),
    ) as fc.Arbitrary<Approver>;
    fc.assert(
      fc.property(
        fc.array(approver, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('any' as const, 'all' as const, { atLeast: 2 }),
        fc.subarray(Object.keys(entities), { minLength: 1 }),
        (approvers, quorum, refs) => {
          const asked = demanded(rule(approvers, quorum), refs);
          const ids = asked.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
          for (const { roles, people: named } of asked) {
            expect(roles.length + named.length).toBeGreaterThan(0);
          }
          expect(asked.length === 1 || quorum === 'all' || !asked.length).toBe(
            true,
          );
        },
      ),
    );
  });
});

describe('how many of them', () => {
  it('is one, for any', () => {
    const story = authorized(
      rule([{ role: 'cto' }, { role: 'securityManager' }]),
    );
    expect(story.do(karim, approve).change.state).toBe('approved');
  });

  it('is everyone, for all', () => {
    const story = authorized(
      rule([{ role: 'cto' }, { owners: 'affected' }], 'all'),
    );
    expect(story.do(nadia, approve).change.state).toBe('authorization');
    expect(story.do(youssef, approve).change.state).toBe('approved');
  });

  it('is so many different people, for n of', () => {
    const story = authorized(rule([{ role: 'changeManager' }], { atLeast: 2 }));
    expect(story.do(salma, approve).change.state).toBe('authorization');
    expect(story.try(salma, approve)).toMatchObject({ kind: 'conflict' });
    expect(story.do(rachid, approve).change.state).toBe('approved');
  });

  it('counts owners of dependents as it counts roles', () => {
    const story = authorized(rule([{ owners: 'dependents', hops: 1 }], 'all'));
    expect(story.try(karim, approve)).toMatchObject({ kind: 'forbidden' });
    expect(story.do(hind, approve).change.state).toBe('approved');
  });

  it('is said at preview where there are not as many', () => {
    const policy = policyWith({
      approvalRules: [rule([{ role: 'changeManager' }], { atLeast: 3 })],
    });
    const story = new Story(amina, completeForm, { policy });
    const facts = {
      ...story.facts(salma),
      people: {
        holders: {
          changeManager: [salma, rachid, nadia].map(({ userRef }) => userRef),
          securityManager: [],
          cto: [],
          auditor: [],
          implementer: [],
        },
        members: {},
        delegates: {},
      },
    };
    const preview = toPreview(
      { ...completeForm, risk: undefined } as never,
      facts,
    );
    // Salma requests it, so two are left.
    expect(preview.warnings).toEqual([
      expect.stringContaining('3 of the change manager'),
    ]);
  });
});
