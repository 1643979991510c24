import {
  criticalRisk,
  entities,
  factsFor,
  people,
} from './__testUtils__/organisation';
import { completeForm, Story } from './__testUtils__/story';
import { ChangeCommand } from './commands';
import { allowedActions, decide } from './decide';
import { isTested } from './requirements';
import { toLean, toSummary, toView } from './view';
import { waitingFor } from './waiting';

const { amina, tarik, youssef, salma, rachid, karim, nadia, hind } = people;

const approve: ChangeCommand = {
  type: 'decide',
  decision: 'approve',
  comment: '',
};
const submit: ChangeCommand = { type: 'submit' };
const start: ChangeCommand = { type: 'start' };
const test: ChangeCommand = {
  type: 'add-test-result',
  environment: 'staging',
  outcome: 'passed',
  notes: '',
};

function assess(entityRef: string, objection: boolean = false): ChangeCommand {
  return {
    type: 'assess',
    entityRef,
    impactOnClients: 'None',
    impactOnData: 'None',
    objection,
    comment: '',
  };
}

const api = 'component:default/payments-api';

function approved(form = completeForm): Story {
  return new Story(amina, form)
    .do(amina, submit)
    .do(youssef, assess(api))
    .do(salma, approve);
}

function scheduled(story: Story, fromHours: number, override?: object): Story {
  return story.do(salma, {
    type: 'schedule',
    plannedStart: new Date(story.now + fromHours * 3_600_000).toISOString(),
    plannedEnd: new Date(story.now + (fromHours + 2) * 3_600_000).toISOString(),
    override:
      override ??
      (fromHours < 72
        ? { reason: 'All agreed', waives: ['notice'] }
        : undefined),
  } as ChangeCommand);
}

describe('submitting', () => {
  it('names every missing field at once', () => {
    const story = new Story(amina, {
      type: 'normal',
      title: 'Empty',
      affectedEntities: [api],
    });
    const refusal = story.try(amina, submit);
    expect(refusal).toMatchObject({ kind: 'invalid' });
    expect(
      refusal?.kind === 'invalid' && refusal.fields.map(({ path }) => path),
    ).toEqual([
      'category',
      'description',
      'justification',
      'rollbackPlan.steps',
      'risk.answers.experience',
      'risk.answers.complexity',
      'risk.answers.testing',
      'risk.answers.users',
      'risk.answers.data',
      'risk.answers.undo',
    ]);
  });

  it('refuses entities that the catalog does not know', () => {
    const story = new Story(amina, {
      ...completeForm,
      affectedEntities: [api, 'component:default/ghost'],
    });
    expect(story.try(amina, submit)).toMatchObject({
      fields: [{ path: 'affectedEntities.1' }],
    });
  });

  it('asks the owners for a normal change, and not for a standard one', () => {
    expect(new Story(amina).do(amina, submit).change.state).toBe('assessment');
    expect(
      new Story(amina, { ...completeForm, type: 'standard' }).do(amina, submit)
        .change.state,
    ).toBe('authorization');
  });
});

describe('assessment', () => {
  it('waits for every owner and for the answer to an objection', () => {
    const story = new Story(amina, {
      ...completeForm,
      affectedEntities: [api, 'component:default/nobodys'],
    }).do(amina, submit);
    expect(story.try(hind, assess(api))).toMatchObject({ kind: 'forbidden' });
    story.do(youssef, assess(api, true));
    // Nobody owns it, so the change manager speaks for it.
    story.do(salma, assess('component:default/nobodys'));
    expect(story.change.state).toBe('assessment');
    story.do(youssef, assess(api));
    expect(story.change.state).toBe('authorization');
  });

  it('takes a late objection back from authorization, and keeps the approvals', () => {
    const story = new Story(amina, {
      ...completeForm,
      risk: { answers: criticalRisk },
    })
      .do(amina, submit)
      .do(youssef, assess(api))
      .do(salma, approve)
      .do(youssef, assess(api, true));
    expect(story.change.state).toBe('assessment');
    story.do(youssef, assess(api)).do(karim, approve);
    expect(story.change.state).toBe('approved');
  });

  it('marks a self-assessment', () => {
    const story = new Story(youssef)
      .do(youssef, submit)
      .do(youssef, assess(api));
    expect(story.change.assessments[0].selfAssessment).toBe(true);
  });

  it('is not held up by an entity that has vanished', () => {
    const story = new Story(amina, {
      ...completeForm,
      affectedEntities: [api, 'component:default/orders'],
    })
      .do(amina, submit)
      .do(youssef, assess(api));
    const { 'component:default/orders': _gone, ...left } = entities;
    const facts = { ...factsFor(salma), entities: left };
    expect(story.change.state).toBe('assessment');
    expect(
      decide(story.change, approve, facts).events?.map(e => e.type),
    ).toEqual(['authorization-opened', 'decided', 'approved']);
    expect(toView(story.change, facts).impact.direct[1].exists).toBe(false);
  });
});

describe('authorization', () => {
  it('needs a second approver for high risk', () => {
    const story = approved({
      ...completeForm,
      risk: { answers: criticalRisk },
    });
    expect(story.change.state).toBe('authorization');
    expect(story.try(rachid, approve)).toMatchObject({
      kind: 'forbidden',
      roles: ['cto', 'securityManager'],
    });
    story.do(karim, approve);
    expect(story.change.state).toBe('approved');
    expect(story.change.decisions.at(-1)).toMatchObject({
      by: karim.userRef,
      groups: ['group:default/security'],
      roles: karim.roles,
    });
  });

  it('lets one decision serve the requirement that fewest could serve', () => {
    const story = new Story(amina, {
      ...completeForm,
      category: 'access',
      risk: { answers: criticalRisk },
    })
      .do(amina, submit)
      .do(youssef, assess(api))
      .do(karim, approve);
    expect(story.change.decisions[0].requirementId).toBe('access');
    story.do(nadia, {
      type: 'decide',
      decision: 'approve',
      comment: '',
      requirementId: 'high-risk',
    });
    expect(story.change.state).toBe('authorization');
    expect(story.do(salma, approve).change.state).toBe('approved');
  });

  it('refuses a decision on content that has changed since', () => {
    const story = new Story(amina).do(amina, submit).do(youssef, assess(api));
    story.do(amina, {
      type: 'edit',
      revision: story.change.revision,
      patch: { description: 'From 20 to 400 connections.' },
    });
    expect(
      story.try(salma, {
        type: 'decide',
        decision: 'approve',
        comment: '',
        contentRevision: 1,
      }),
    ).toMatchObject({ kind: 'conflict' });
  });

  it('is voided by an edit, but not by a link', () => {
    const story = approved();
    story.do(amina, {
      type: 'edit',
      revision: story.change.revision,
      patch: { links: [{ url: 'https://example.com/pr/1', title: 'PR' }] },
    });
    expect(story.change.state).toBe('approved');
    story.do(amina, {
      type: 'edit',
      revision: story.change.revision,
      patch: { rollbackPlan: { steps: ['Pray'], tested: false } },
    });
    expect(story.change).toMatchObject({
      state: 'authorization',
      contentRevision: 2,
      decisions: [],
    });
  });

  it('goes back to draft on request, with everything kept', () => {
    const story = new Story(amina).do(amina, submit).do(youssef, assess(api));
    story.do(salma, {
      type: 'decide',
      decision: 'request-changes',
      comment: 'Which clients?',
    });
    expect(story.change).toMatchObject({
      state: 'draft',
      description: completeForm.description,
      returned: { by: salma.userRef, comment: 'Which clients?' },
    });
    expect(story.do(amina, submit).change).toMatchObject({
      state: 'authorization',
      returned: undefined,
    });
  });

  it('lets a rejected change be revised', () => {
    const story = new Story(amina).do(amina, submit).do(youssef, assess(api));
    story.do(salma, { type: 'decide', decision: 'reject', comment: 'No' });
    expect(story.change.state).toBe('rejected');
    expect(story.try(salma, { type: 'revise' })).toMatchObject({
      kind: 'forbidden',
    });
    expect(story.do(amina, { type: 'revise' }).change.state).toBe('draft');
  });
});

describe('starting', () => {
  it('needs the slot, a passed test and the implementer', () => {
    const story = scheduled(approved(), 1);
    expect(story.try(youssef, start)).toMatchObject({ kind: 'forbidden' });
    expect(story.try(tarik, start)?.message).toMatch(/no passed test/);
    story.do(amina, { ...test, environment: 'production' } as ChangeCommand);
    expect(story.try(tarik, start)?.message).toMatch(/no passed test/);
    story.do(amina, test);
    expect(story.try(tarik, start)?.message).toMatch(/is scheduled from/);
    story.now += 3_600_000;
    expect(story.do(tarik, start).change.state).toBe('implementation');
  });

  it('heeds an override, which nobody gives to their own change', () => {
    const override = { reason: 'Agreed by phone', waives: ['time', 'notice'] };
    const story = scheduled(approved(), 5, override).do(amina, test);
    expect(story.do(amina, start).change.schedule?.override).toEqual(override);

    const own = new Story(salma)
      .do(salma, submit)
      .do(youssef, assess(api))
      .do(rachid, approve);
    expect(() => scheduled(own, 5, override)).toThrow(/somebody else/);
    expect(scheduled(own, 96).change.state).toBe('scheduled');
  });

  it('counts the latest test of an environment', () => {
    const story = approved().do(amina, test);
    expect(isTested(story.change, factsFor(amina))).toBe(true);
    story.do(amina, { ...test, outcome: 'failed' } as ChangeCommand);
    expect(isTested(story.change, factsFor(amina))).toBe(false);
  });

  it('is refused on hold', () => {
    const story = scheduled(approved(), -1).do(amina, test);
    story.do(salma, { type: 'hold', reason: 'Vendor outage' });
    expect(story.try(amina, start)?.message).toMatch(/on hold: Vendor outage/);
    expect(
      story.do(salma, { type: 'release' }).do(amina, start).change.state,
    ).toBe('implementation');
  });
});

describe('an emergency', () => {
  const emergency = {
    ...completeForm,
    type: 'emergency' as const,
    description: undefined,
    emergency: { reason: 'critical-failure' as const, incidentRef: 'INC-7' },
  };

  it('is refused without a reason and an incident', () => {
    const story = new Story(amina, { ...emergency, emergency: undefined });
    expect(story.try(amina, start)).toMatchObject({
      kind: 'invalid',
      fields: [{ path: 'emergency.reason' }, { path: 'emergency.incidentRef' }],
    });
    const normal = new Story(amina);
    expect(normal.try(amina, start)).toMatchObject({ kind: 'conflict' });
  });

  it('cannot close before documentation, approval and review', () => {
    const story = new Story(amina, emergency).do(amina, start).do(amina, {
      type: 'complete',
      outcome: 'successful',
      result: 'Back up',
    });
    const close: ChangeCommand = {
      type: 'close',
      closeCode: 'successful',
      summary: 'Confirmed',
    };
    expect(story.try(salma, close)?.message).toMatch(
      /documentation after the fact \(description\).*retrospective approval.*post-implementation review/,
    );
    story
      .do(amina, {
        type: 'edit',
        revision: story.change.revision,
        patch: { description: 'Restarted the pool.' },
      })
      .do(amina, { type: 'review', summary: 'Leak', actionItems: [] });
    expect(story.try(salma, close)?.message).toMatch(/retrospective approval/);
    expect(story.do(salma, approve).do(salma, close).change.state).toBe(
      'closed',
    );
  });

  it('closes as unsuccessful only, where approval was refused afterwards', () => {
    const story = new Story(amina, { ...emergency, description: 'D' })
      .do(amina, start)
      .do(amina, { type: 'complete', outcome: 'successful', result: 'R' })
      .do(amina, { type: 'review', summary: 'S', actionItems: [] })
      .do(salma, { type: 'decide', decision: 'reject', comment: 'Not one' });
    const close = (closeCode: 'successful' | 'unsuccessful') =>
      story.try(rachid, { type: 'close', closeCode, summary: 'S' });
    expect(close('successful')).toMatchObject({ kind: 'conflict' });
    expect(close('unsuccessful')).toBeUndefined();
  });
});

describe('ending', () => {
  function implemented(): Story {
    return scheduled(approved(), -1).do(amina, test).do(amina, start);
  }

  it('opens a review after a rollback, and is confirmed by somebody else', () => {
    const story = implemented().do(tarik, {
      type: 'rollback',
      reason: 'Latency doubled',
    });
    expect(story.change.state).toBe('review');
    expect(toView(story.change, factsFor(hind)).reviewRequired).toBe(true);
    const close: ChangeCommand = {
      type: 'close',
      closeCode: 'rolled-back',
      summary: 'S',
    };
    expect(story.try(salma, close)?.message).toMatch(/implementation review/);
    story.do(tarik, { type: 'review', summary: 'S', actionItems: [] });
    expect(story.try(people.lara, close)).toMatchObject({ kind: 'forbidden' });
    expect(
      story.try(salma, { ...close, closeCode: 'successful' } as ChangeCommand),
    ).toMatchObject({ kind: 'invalid' });
    expect(story.do(salma, close).change.closeCode).toBe('rolled-back');
  });

  it('logs late entries with the time they speak of, never before the start', () => {
    const story = implemented();
    const entry = { type: 'log', kind: 'step', summary: 'S', whatChanged: 'W' };
    expect(
      story.try(amina, {
        ...entry,
        occurredAt: '2026-11-30T00:00:00.000Z',
      } as ChangeCommand),
    ).toMatchObject({ fields: [{ path: 'occurredAt' }] });
    const occurredAt = story.change.actualStart!;
    story.do(amina, { ...entry, occurredAt } as ChangeCommand);
    expect(story.batches.at(-1)?.events[0]).toMatchObject({
      type: 'logged',
      entry: { occurredAt },
    });
  });
});

it('tells a list the same as the whole change does', () => {
  const story = approved();
  for (const person of Object.values(people)) {
    const facts = story.facts(person);
    const summary = toSummary(toLean(story.change), facts);
    const view = toView(story.change, facts);
    expect(summary.allowedActions).toEqual(view.allowedActions);
    expect(summary.waitingFor).toEqual(view.waitingFor);
  }
});

it('says what is needed next, and from whom', () => {
  const story = new Story(amina).do(amina, submit);
  const next = () =>
    waitingFor(story.change, factsFor(hind)).map(
      ({ what, roles, people: who }) => [what, ...roles, ...who],
    );
  expect(next()).toEqual([['assessment', 'group:default/payments-team']]);
  story.do(youssef, assess(api));
  expect(next()).toEqual([['decision', 'changeManager']]);
  story.do(salma, approve);
  expect(next()).toEqual([['schedule', 'changeManager']]);
  expect(allowedActions(story.change, factsFor(hind))).toEqual(['comment']);
});
