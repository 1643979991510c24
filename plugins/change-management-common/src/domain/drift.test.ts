import { Impact } from '../contract/judgement';
import { criticalRisk, people } from './__testUtils__/organisation';
import { completeForm, Story } from './__testUtils__/story';
import { impactOf, policyWith, reached } from './__testUtils__/world';
import { ChangeCommand } from './commands';
import { allowedActions } from './decide';
import { findDrift } from './drift';
import { approvalRequirements } from './requirements';
import { systemActor } from './steps/system';

const { amina, tarik, youssef, salma, rachid, karim, nadia } = people;
const api = 'component:default/payments-api';
const shop = reached('shop', ['audit']);
const before = impactOf([api], [shop]);
const grown = impactOf([api], [shop, reached('till', ['management'])]);

const approve: ChangeCommand = {
  type: 'decide',
  decision: 'approve',
  comment: '',
};

function submitted(risk = completeForm.risk): Story {
  return new Story(amina, { ...completeForm, risk }, { impact: before })
    .do(amina, { type: 'submit' })
    .do(youssef, {
      type: 'assess',
      entityRef: api,
      impactOnClients: '',
      impactOnData: '',
      objection: false,
      comment: '',
    });
}

function slot(story: Story): ChangeCommand {
  return {
    type: 'schedule',
    plannedStart: new Date(story.now).toISOString(),
    plannedEnd: new Date(story.now + 36_000_000).toISOString(),
    override: { reason: 'All concerned agreed', waives: ['time', 'notice'] },
  };
}

/** The catalog changes under the change, and change management notices. */
function drift(story: Story, impact: Impact = grown): Story {
  story.world = { ...story.world, impact };
  return story.do(systemActor, { type: 'check-drift' });
}

function staleOf({ change }: Story): boolean[] {
  return approvalRequirements(change).map(({ stale }) => stale);
}

describe('what counts as drift', () => {
  it.each<[string, Impact, string[]]>([
    ['nothing', before, []],
    ['a new dependent', grown, ['dependent-added']],
    [
      'a new owner',
      impactOf([{ entityRef: api, owners: ['group:default/audit'] }], [shop]),
      ['owner-changed'],
    ],
    [
      'a new owner further off',
      impactOf([api], [reached('shop', ['audit', 'security'])]),
      ['owner-changed'],
    ],
    [
      'more criticality',
      impactOf(
        [{ entityRef: api, criticality: 'low' }],
        [reached('shop', ['audit'], { criticality: 'high' })],
      ),
      ['criticality-raised', 'criticality-raised'],
    ],
    [
      'an entity that is gone',
      impactOf([{ entityRef: api, exists: false, owners: [] }], [shop]),
      ['entity-gone'],
    ],
    ['a dependent less', impactOf([api]), []],
    ['an owner less', impactOf([api], [reached('shop', [])]), []],
  ])('%s', (_, after, kinds) => {
    expect(findDrift(before, after).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('is less where it was more', () => {
    const critical = impactOf([{ entityRef: api, criticality: 'critical' }]);
    const low = impactOf([{ entityRef: api, criticality: 'low' }]);
    expect(findDrift(critical, low)).toEqual([]);
  });
});

describe('drift under an approval of low risk', () => {
  const story = () => drift(submitted().do(salma, approve));

  it('flags it, and leaves the change approved', () => {
    const drifted = story();
    expect(drifted.change).toMatchObject({
      state: 'approved',
      drift: { blocks: false, differences: [{ kind: 'dependent-added' }] },
      impact: grown,
    });
    expect(staleOf(drifted)).toEqual([true]);
    expect(drifted.try(systemActor, { type: 'check-drift' })).toBeUndefined();
    expect(drifted.change.drift?.differences).toHaveLength(1);
  });

  it('is over once the approver has looked again', () => {
    const drifted = story();
    const may = (person = salma) =>
      allowedActions(drifted.change, drifted.facts(person));
    expect(may()).toContain('approve');
    expect(may(rachid)).not.toContain('approve');
    drifted.do(salma, approve);
    expect(drifted.change.state).toBe('approved');
    expect(drifted.change.drift).toBeUndefined();
    expect(staleOf(drifted)).toEqual([false]);
    expect(may()).not.toContain('approve');
  });

  it('may be reaffirmed in a slot, too, and lets it start', () => {
    const drifted = story();
    drifted
      .do(salma, slot(drifted))
      .do(amina, {
        type: 'add-test-result',
        environment: 'staging',
        outcome: 'passed',
        notes: '',
      })
      .do(salma, approve);
    expect(drifted.change).toMatchObject({ state: 'scheduled' });
    expect(drifted.change.drift).toBeUndefined();
    expect(drifted.do(tarik, { type: 'start' }).change.state).toBe(
      'implementation',
    );
  });

  it('adds up until somebody has looked', () => {
    const drifted = drift(
      story(),
      impactOf([{ entityRef: api, criticality: 'high' }], grown.indirect),
    );
    expect(drifted.change.drift?.differences.map(({ kind }) => kind)).toEqual([
      'dependent-added',
      'criticality-raised',
    ]);
  });

  it('is not taken in silently by an edit of the links', () => {
    const approved = submitted().do(salma, approve);
    approved.world = { ...approved.world, impact: grown };
    approved.do(amina, {
      type: 'edit',
      revision: approved.change.revision,
      patch: { links: [{ url: 'https://example.com/', title: 'PR' }] },
    });
    expect(approved.change.impact).toEqual(before);
    expect(staleOf(drift(approved))).toEqual([true]);
  });
});

describe('drift under an approval of high risk', () => {
  const approved = () =>
    submitted({ answers: criticalRisk }).do(salma, approve).do(karim, approve);

  it.each(['approved', 'scheduled'])(
    'takes an %s change back to authorization, and no start gets past it',
    state => {
      const story = approved();
      if (state === 'scheduled') {
        story.do(salma, slot(story)).do(amina, {
          type: 'add-test-result',
          environment: 'staging',
          outcome: 'passed',
          notes: '',
        });
      }
      expect(story.change.state).toBe(state);
      drift(story);
      expect(story.change).toMatchObject({
        state: 'authorization',
        drift: { blocks: true },
      });
      expect(story.try(tarik, { type: 'start' })).toMatchObject({
        kind: 'conflict',
        message: expect.stringMatching(
          /till is now reached.*the change manager, and the CTO or the security manager has to approve it again/,
        ),
      });
      expect(story.try(salma, slot(story))).toMatchObject({
        kind: 'conflict',
        message: expect.stringContaining('till is now reached'),
      });

      expect(story.do(salma, approve).change.state).toBe('authorization');
      // The CTO may answer where the security manager had.
      expect(story.do(nadia, approve).change.state).toBe('approved');
      expect(story.change.drift).toBeUndefined();
      expect(staleOf(story)).toEqual([false, false]);
      expect(story.do(salma, slot(story)).change.state).toBe('scheduled');
    },
  );

  it('blocks nothing under a policy that does not ask for it', () => {
    const story = approved();
    const never = { clause: '§3.1e', blocks: { 'change.title': 'No such' } };
    story.world = { ...story.world, policy: policyWith({ drift: never }) };
    expect(drift(story).change).toMatchObject({
      state: 'approved',
      drift: { blocks: false },
    });
  });
});

describe('drift that raises what the policy demands', () => {
  it('asks for what is missing now, though the old approvals stand', () => {
    const policy = policyWith({
      drift: { clause: '§3.1e' },
      approvalRules: [
        ...policyWith({}).approvalRules,
        {
          id: 'dependents',
          approvers: [{ owners: 'dependents', hops: 1 }],
          quorum: 'all',
          rule: 'Whoever depends on it agrees.',
          clause: '§3.2a',
        },
      ],
    });
    const story = new Story(
      amina,
      { ...completeForm, type: 'standard' },
      { impact: impactOf([api]), policy },
    )
      .do(amina, { type: 'submit' })
      .do(salma, approve);
    expect(story.change.state).toBe('approved');
    drift(story, impactOf([api], [reached('till', ['security'])]));
    expect(story.change.state).toBe('authorization');
    expect(story.do(karim, approve).change.state).toBe('approved');
    // Salma has not looked again; nothing asks her to.
    expect(staleOf(story)).toEqual([true, false]);
  });
});

describe('a risk set by the change manager', () => {
  it('voids the approvals, stays over drift, and is taken back by an edit', () => {
    const story = submitted().do(salma, approve);
    story.do(rachid, { type: 'override-risk', level: 'high', reason: 'So' });
    expect(story.change).toMatchObject({
      state: 'authorization',
      decisions: [],
      risk: { level: 'high', override: { by: rachid.userRef } },
    });
    expect(approvalRequirements(story.change)).toHaveLength(2);
    expect(drift(story).change.risk.level).toBe('high');
    story.do(amina, {
      type: 'edit',
      revision: story.change.revision,
      patch: { description: 'Another one' },
    });
    expect(story.change.risk).toMatchObject({ level: 'low' });
  });

  it('is theirs alone, and not on a change of their own', () => {
    const story = submitted();
    const override: ChangeCommand = {
      type: 'override-risk',
      level: 'medium',
      reason: 'So',
    };
    expect(story.try(karim, override)).toMatchObject({ kind: 'forbidden' });
    const own = new Story(salma).do(salma, { type: 'submit' });
    expect(own.try(salma, override)).toMatchObject({ kind: 'forbidden' });
  });
});

it('is noticed by change management alone', () => {
  const story = submitted();
  for (const type of ['check-drift', 'remind'] as const) {
    expect(story.try(salma, { type })).toMatchObject({ kind: 'forbidden' });
  }
});
