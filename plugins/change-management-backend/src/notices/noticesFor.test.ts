import {
  Actor,
  ChangeCommand,
  CommandOf,
} from 'backstage-plugin-change-management-common';
import {
  amina,
  highRisk,
  karim,
  nadia,
  salma,
  Story,
  told,
  youssef,
} from './__testUtils__/story';

const requester = 'user:default/amina';
const implementer = 'user:default/tarik';
const owners = 'group:default/payments';
const office = 'group:default/change-office';
const security = 'group:default/security';
const cto = 'user:default/nadia';

const tarik: Actor = {
  userRef: implementer,
  ownership: [implementer],
  roles: [],
};

const submit: ChangeCommand = { type: 'submit' };
const assess: CommandOf<'assess'> = {
  type: 'assess',
  entityRef: 'component:default/gateway',
  impactOnClients: 'None',
  impactOnData: 'None',
  objection: false,
  comment: '',
};
const approve: CommandOf<'decide'> = {
  type: 'decide',
  decision: 'approve',
  comment: 'Well prepared',
};
const schedule: CommandOf<'schedule'> = {
  type: 'schedule',
  plannedStart: '2026-12-02T22:00:00.000Z',
  plannedEnd: '2026-12-02T23:30:00.000Z',
  override: { reason: 'Small', waives: ['time', 'notice', 'test-evidence'] },
};

function assessed(changes: ConstructorParameters<typeof Story>[0] = {}) {
  const story = new Story(changes);
  story.tell(amina, submit);
  story.tell(youssef, assess);
  return story;
}

function scheduled() {
  const story = assessed();
  story.tell(salma, approve);
  story.tell(salma, schedule);
  return story;
}

describe('before a change is approved', () => {
  it('asks the owners to assess what is submitted', () => {
    const [notice, ...others] = new Story().tell(amina, submit);

    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      changeId: 'CHG-1042',
      kind: 'assessment',
      recipients: [owners],
      excluded: [requester],
      title: 'CHG-1042 needs your assessment: Raise the connection pool',
      link: '/change-management/changes/CHG-1042',
    });
  });

  it('asks the change manager to assess what nobody owns', () => {
    const story = new Story({ affectedEntities: ['component:default/orphan'] });

    expect(told(story.tell(amina, submit))).toEqual({
      'CHG-1042 needs your assessment: Raise the connection pool': [office],
    });
  });

  it('asks the change manager at once where no assessment is due', () => {
    const story = new Story({ type: 'standard' });

    expect(told(story.tell(amina, submit))).toEqual({
      'CHG-1042 needs your approval: Raise the connection pool': [office],
    });
  });

  it('asks every role that the policy demands, but not who requested or implements it', () => {
    const story = new Story({ risk: { answers: highRisk } });
    story.tell(amina, submit);
    const [notice, ...others] = story.tell(youssef, assess);

    expect(others).toEqual([]);
    expect(notice.title).toBe(
      'CHG-1042 needs your approval: Raise the connection pool',
    );
    expect(notice.recipients).toEqual([office, cto, security]);
    expect(notice.excluded).toEqual([youssef.userRef, requester, implementer]);
    expect(notice.description).toContain('Its risk is critical.');
  });

  it('tells of an objection, and asks nobody to assess again', () => {
    const story = assessed();

    expect(
      told(
        story.tell(youssef, {
          ...assess,
          objection: true,
          comment: 'Not at noon',
        }),
      ),
    ).toEqual({
      'CHG-1042 meets an objection: Raise the connection pool': [
        requester,
        implementer,
        office,
      ],
    });
  });

  it('tells of an approval that is not the last', () => {
    const story = assessed({ risk: { answers: highRisk } });

    expect(told(story.tell(salma, approve))).toEqual({
      'CHG-1042 has got an approval: Raise the connection pool': [
        requester,
        implementer,
      ],
    });
  });

  it('tells of the last approval, and asks the change manager to schedule', () => {
    const story = assessed({ risk: { answers: highRisk } });
    story.tell(salma, approve);

    expect(told(story.tell(nadia, approve))).toEqual({
      'CHG-1042 can be scheduled: Raise the connection pool': [office],
      'CHG-1042 is approved: Raise the connection pool': [
        requester,
        implementer,
      ],
    });
  });

  it.each([
    ['reject', 'was rejected'],
    ['request-changes', 'needs changes'],
  ] as const)('tells why somebody decided to %s', (decision, says) => {
    const [notice, ...others] = assessed().tell(salma, {
      type: 'decide',
      decision,
      comment: 'No way\nback',
    });

    expect(others).toEqual([]);
    expect(notice.title).toBe(`CHG-1042 ${says}: Raise the connection pool`);
    expect(notice.recipients).toEqual([requester, implementer]);
    expect(notice.description).toContain('salma');
    expect(notice.description).toContain('“No way back”');
  });
});

describe('an edit', () => {
  function edit(story: Story): ChangeCommand {
    return {
      type: 'edit',
      revision: story.change.revision,
      patch: { description: 'From 20 to 80.' },
    };
  }

  it('asks again those whose decision it voided, and their role anew', () => {
    const story = assessed({ risk: { answers: highRisk } });
    story.tell(salma, approve);
    const notices = story.tell(amina, edit(story));

    expect(told(notices)).toEqual({
      'CHG-1042 needs your decision again: Raise the connection pool': [
        salma.userRef,
      ],
      'CHG-1042 needs your approval: Raise the connection pool': [office],
    });
    // Salma is of that office, and has been told.
    expect(notices[1].excluded).toContain(salma.userRef);
  });

  it('does not ask a second time those who were asked and have not answered', () => {
    const story = assessed();

    expect(story.tell(amina, edit(story))).toEqual([]);
  });

  it('asks who is demanded only now', () => {
    const story = assessed();

    expect(
      told(
        story.tell(amina, {
          type: 'edit',
          revision: story.change.revision,
          patch: { category: 'access' },
        }),
      ),
    ).toEqual({
      'CHG-1042 needs your approval: Raise the connection pool': [security],
    });
  });

  it('tells the implementer that what was scheduled is not any more', () => {
    const story = scheduled();

    expect(told(story.tell(amina, edit(story)))).toEqual({
      'CHG-1042 needs your decision again: Raise the connection pool': [
        salma.userRef,
      ],
      'CHG-1042 has to be approved again: Raise the connection pool': [
        implementer,
      ],
      'CHG-1042 needs your approval: Raise the connection pool': [office],
    });
  });

  it('of a draft, or of links alone, is told to nobody', () => {
    const draft = new Story();
    expect(draft.tell(amina, edit(draft))).toEqual([]);

    const story = scheduled();
    expect(
      story.tell(amina, {
        type: 'edit',
        revision: story.change.revision,
        patch: { links: [{ url: 'https://ci.example', title: 'Run' }] },
      }),
    ).toEqual([]);
  });
});

describe('from the schedule on', () => {
  it('tells the time to all whom the change may touch', () => {
    const story = assessed();
    story.tell(salma, approve);

    expect(told(story.tell(salma, schedule))).toEqual({
      'CHG-1042 is scheduled for 2 Dec 2026, 22:00 UTC: Raise the connection pool':
        [implementer, requester, owners, 'group:default/shop'],
    });
  });

  it('tells the same people when it is moved, and when it is canceled', () => {
    const story = scheduled();
    const people = [implementer, requester, owners, 'group:default/shop'];

    expect(
      told(
        story.tell(salma, {
          ...schedule,
          plannedStart: '2026-12-03T22:00:00.000Z',
          plannedEnd: '2026-12-03T23:30:00.000Z',
        }),
      ),
    ).toEqual({
      'CHG-1042 is rescheduled to 3 Dec 2026, 22:00 UTC: Raise the connection pool':
        people,
    });
    const [canceled] = story.tell(tarik, { type: 'cancel' });
    expect(canceled.recipients).toEqual(
      expect.arrayContaining([requester, owners, 'group:default/shop']),
    );
    expect(canceled.recipients).not.toContain(implementer);
  });

  it('tells requester, owners and change manager how it goes', () => {
    const story = scheduled();
    const people = [requester, owners, office];

    expect(told(story.tell(tarik, { type: 'start' }))).toEqual({
      'CHG-1042 has started: Raise the connection pool': people,
    });
    expect(
      told(
        story.tell(tarik, {
          type: 'complete',
          outcome: 'successful-with-issues',
          result: 'Slow at first',
        }),
      ),
    ).toEqual({
      'CHG-1042 is completed, successful with issues: Raise the connection pool':
        people,
    });
    const [rolledBack] = story.tell(tarik, {
      type: 'rollback',
      reason: 'Slow still',
    });
    expect(rolledBack).toMatchObject({
      recipients: people,
      severity: 'high',
      title: 'CHG-1042 was rolled back: Raise the connection pool',
      description: expect.stringContaining('“Slow still”'),
    });
    expect(
      told(
        story.tell(tarik, {
          type: 'review',
          summary: 'Test under load',
          actionItems: [],
        }),
      ),
    ).toEqual({
      'CHG-1042 can be closed: Raise the connection pool': [office],
    });
    expect(
      told(
        story.tell(salma, {
          type: 'close',
          closeCode: 'rolled-back',
          summary: 'Try again in spring',
        }),
      ),
    ).toEqual({
      'CHG-1042 is closed, rolled back: Raise the connection pool': [
        requester,
        implementer,
      ],
    });
  });

  it('tells who takes part when it is held and released', () => {
    const story = scheduled();

    expect(
      story.tell(salma, { type: 'hold', reason: 'Holidays' })[0].recipients,
    ).toEqual([requester, implementer]);
    expect(story.tell(salma, { type: 'release' })[0].recipients).toEqual([
      requester,
      implementer,
    ]);
  });

  it('tells of a comment to who takes part and who has had a say', () => {
    const story = scheduled();
    const [notice] = story.tell(karim, {
      type: 'comment',
      text: 'x'.repeat(1_000),
    });

    expect(notice.recipients).toEqual([
      requester,
      implementer,
      salma.userRef,
      youssef.userRef,
    ]);
    expect(notice.description.length).toBeLessThan(350);
  });
});

describe('an emergency', () => {
  function emergency() {
    return new Story({
      type: 'emergency',
      risk: { answers: highRisk },
      emergency: {
        reason: 'critical-failure',
        incidentRef: 'INC-7',
        explanation: 'Payments fail',
      },
    });
  }

  it('alarms all who have to approve it, and all who may notice', () => {
    const notices = emergency().tell(tarik, { type: 'start' });

    expect(told(notices)).toEqual({
      'CHG-1042 is an emergency that has started and needs your approval: Raise the connection pool':
        [office, cto, security],
      'CHG-1042 is an emergency that has started: Raise the connection pool': [
        requester,
        owners,
        'group:default/shop',
      ],
    });
    expect(notices.map(({ severity }) => severity)).toEqual([
      'critical',
      'critical',
    ]);
  });

  it('tells the change manager that it was refused afterwards', () => {
    const story = emergency();
    story.tell(tarik, { type: 'start' });

    expect(
      told(
        story.tell(nadia, {
          type: 'decide',
          decision: 'reject',
          comment: 'It could have waited',
        }),
      ),
    ).toEqual({
      'CHG-1042 was refused its retrospective approval: Raise the connection pool':
        [requester, implementer, office],
    });
  });
});

it('tells nobody of what they did themselves, and addresses nobody twice', () => {
  const story = new Story({ implementer: requester });
  const commands: [Actor, ChangeCommand][] = [
    [amina, submit],
    [amina, { type: 'comment', text: 'Please look' }],
    [youssef, assess],
    [salma, approve],
    [salma, schedule],
    [amina, { type: 'start' }],
    [amina, { type: 'complete', outcome: 'successful', result: 'Done' }],
    [salma, { type: 'close', closeCode: 'successful', summary: 'Good' }],
  ];
  for (const [actor, command] of commands) {
    const notices = story.tell(actor, command);
    const recipients = notices.flatMap(notice => notice.recipients);

    expect(recipients).not.toContain(actor.userRef);
    expect(new Set(recipients).size).toBe(recipients.length);
    expect(
      notices.every(({ excluded }) => excluded.includes(actor.userRef)),
    ).toBe(true);
  }
});
