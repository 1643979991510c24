import { defaultPolicy } from '../policy/defaultPolicy';
import {
  criticalRisk,
  delegates,
  entities,
  people,
  standingIn,
} from './__testUtils__/organisation';
import { completeForm, Story } from './__testUtils__/story';
import { CommandOf } from './commands';
import { allowedActions } from './decide';
import { candidatesFor } from './people';
import { Actor, Facts, PeopleFacts } from './types';

const { amina, tarik, youssef, salma, rachid, karim, nadia } = people;
const { samir, imane, jalal } = delegates;
const bare = (name: string): Actor => ({
  userRef: `user:default/${name}`,
  ownership: [`user:default/${name}`],
  roles: [],
});

const approve: CommandOf<'decide'> = {
  type: 'decide',
  decision: 'approve',
  comment: '',
};
const assess: CommandOf<'assess'> = {
  type: 'assess',
  entityRef: 'component:default/payments-api',
  impactOnClients: 'None',
  impactOnData: 'None',
  objection: false,
  comment: '',
};

function submitted(requester = amina, form = completeForm, owner = youssef) {
  return new Story(requester, form)
    .do(requester, { type: 'submit' })
    .do(owner, assess);
}

const critical = { ...completeForm, risk: { answers: criticalRisk } };

describe('on behalf of somebody absent', () => {
  it('a decision serves what their roles serve, and says for whom', () => {
    const { change } = submitted().do(samir, approve);

    expect(change.state).toBe('approved');
    expect(change.decisions).toMatchObject([
      { by: samir.userRef, onBehalfOf: salma.userRef },
    ]);
  });

  it('whoever has a role of their own decides as themselves', () => {
    const { change } = submitted().do(imane, approve);

    expect(change.decisions[0].onBehalfOf).toBeUndefined();
  });

  it('an assessment says for whom', () => {
    const { change } = submitted(amina, completeForm, imane);

    expect(change.assessments[0].onBehalfOf).toEqual([
      'group:default/payments-team',
      youssef.userRef,
    ]);
  });

  it.each([
    ['requester', submitted(salma)],
    [
      'implementer',
      submitted(amina, { ...completeForm, implementer: salma.userRef }),
    ],
    [
      'implementing group',
      submitted(amina, {
        ...completeForm,
        implementer: 'group:default/change-office',
      }),
    ],
  ])('nobody decides for the %s', (_part, story) => {
    const standIn = standingIn(bare('samira'), salma);

    expect(story.try(standIn, approve)).toMatchObject({ kind: 'forbidden' });
    expect(allowedActions(story.change, story.facts(standIn))).toEqual([
      'comment',
    ]);
  });

  it('nobody decides who implements it themselves', () => {
    expect(submitted().try(jalal, approve)).toMatchObject({
      message: expect.stringContaining('You implement'),
    });
  });

  it('nobody assesses for the requester who owns what is affected', () => {
    const story = new Story(youssef).do(youssef, { type: 'submit' });

    expect(story.try(imane, assess)).toMatchObject({ kind: 'forbidden' });
    expect(story.try(youssef, assess)).toBeUndefined();
  });

  it('nobody decides for somebody who has decided', () => {
    const story = submitted(amina, critical).do(nadia, {
      ...approve,
      requirementId: 'change-manager',
    });

    expect(story.try(standingIn(bare('sara'), nadia), approve)).toMatchObject({
      kind: 'forbidden',
    });
  });

  it('nobody decides for somebody for whom another one has', () => {
    const story = submitted(amina, critical).do(
      standingIn(bare('sara'), nadia),
      { ...approve, requirementId: 'change-manager' },
    );

    expect(story.try(standingIn(bare('omar'), nadia), approve)).toMatchObject({
      kind: 'forbidden',
    });
    // Neither does she a second time, for another requirement.
    expect(
      story.try(nadia, { ...approve, requirementId: 'high-risk' }),
    ).toMatchObject({ kind: 'forbidden' });
  });

  it('whoever is back may put their own word in the place of what was said for them', () => {
    const story = submitted(amina, critical).do(samir, {
      ...approve,
      requirementId: 'change-manager',
    });
    expect(story.change.decisions[0].onBehalfOf).toBe(salma.userRef);
    story.do(salma, { ...approve, decision: 'request-changes' });

    expect(story.change.state).toBe('draft');
    expect(story.change.returned).toMatchObject({ by: salma.userRef });
  });

  it('two of them are not two of so many who have to approve', () => {
    const two: Facts['policy'] = {
      ...defaultPolicy,
      approvalRules: [
        {
          ...defaultPolicy.approvalRules.find(
            ({ id }) => id === 'change-manager',
          )!,
          quorum: { atLeast: 2 },
        },
      ],
    };
    const story = submitted();
    story.facts = actor => ({
      ...Story.prototype.facts.call(story, actor),
      policy: two,
    });
    story.do(amina, {
      type: 'edit',
      revision: story.change.revision,
      patch: { description: 'Judged by the policy that asks for two' },
    });
    expect(story.change.requirements).toMatchObject([{ needed: 2 }]);
    story.do(standingIn(bare('sara'), salma), approve);

    expect(story.try(standingIn(bare('omar'), salma), approve)).toMatchObject({
      kind: 'forbidden',
    });
    story.do(salma, approve);
    expect(story.change.decisions).toHaveLength(1);
    expect(story.change.state).toBe('authorization');
    story.do(rachid, approve);
    expect(story.change.state).toBe('approved');
  });
});

describe('the candidates for an approval', () => {
  const nobody: PeopleFacts = {
    holders: {
      changeManager: [],
      securityManager: [],
      cto: [],
      auditor: [],
      implementer: [],
    },
    members: {},
    delegates: {},
  };
  const facts: PeopleFacts = {
    holders: {
      ...nobody.holders,
      changeManager: [salma.userRef, tarik.userRef, amina.userRef],
      auditor: [karim.userRef],
    },
    members: {
      'group:default/devops': [amina.userRef, tarik.userRef],
      'group:default/security': [karim.userRef],
    },
    delegates: {
      [salma.userRef]: [rachid.userRef, tarik.userRef],
      [tarik.userRef]: [nadia.userRef],
      [karim.userRef]: [youssef.userRef],
    },
  };
  const { change } = submitted();
  const candidates = (
    asked: Partial<Parameters<typeof candidatesFor>[0]>,
    given = facts,
  ) => candidatesFor({ roles: [], people: [], ...asked }, change, given);

  it('are who holds the role and who stands in for them, without those involved and who stands in for those', () => {
    expect(candidates({ roles: ['changeManager'] })).toEqual([
      rachid.userRef,
      salma.userRef,
    ]);
  });

  it('are the members of the groups, with who stands in for them', () => {
    expect(candidates({ people: ['group:default/security'] })).toEqual([
      karim.userRef,
      youssef.userRef,
    ]);
  });

  it('are no stand-ins of an auditor', () => {
    expect(candidates({ roles: ['auditor'] })).toEqual([karim.userRef]);
  });

  it('are exactly those who may decide, whoever requests and stands in for whom', () => {
    const all = [...Object.values(people), ...Object.values(delegates)];
    const roleOf = (role: string) =>
      all
        .filter(({ roles }) =>
          roles.some(held => held.role === role && !held.delegatedBy),
        )
        .map(({ userRef }) => userRef);
    const known: PeopleFacts = {
      holders: {
        changeManager: roleOf('changeManager'),
        securityManager: roleOf('securityManager'),
        cto: roleOf('cto'),
        auditor: roleOf('auditor'),
        implementer: roleOf('implementer'),
      },
      members: {
        'group:default/devops': all
          .filter(({ ownership }) => ownership.includes('group:default/devops'))
          .map(({ userRef }) => userRef),
      },
      delegates: Object.fromEntries(
        all.map(({ userRef }) => [
          userRef,
          all
            .filter(({ actsFor }) =>
              actsFor?.some(absent => absent.userRef === userRef),
            )
            .map(standIn => standIn.userRef),
        ]),
      ),
    };
    for (const requester of all) {
      const story = new Story(requester, {
        ...completeForm,
        affectedEntities: ['component:default/vault'],
        category: 'access',
      }).do(requester, { type: 'submit' });
      story.do(karim, { ...assess, entityRef: 'component:default/vault' });
      expect(entities['component:default/vault'].owners).toHaveLength(1);
      for (const requirement of story.change.requirements) {
        const able = all.filter(
          actor =>
            !story.ask(actor, { ...approve, requirementId: requirement.id })
              .refusal,
        );
        expect(candidatesFor(requirement, story.change, known)).toEqual(
          able.map(({ userRef }) => userRef).sort(),
        );
      }
    }
  });
});
