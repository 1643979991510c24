import {
  youssef,
  salma,
  karim,
  nadia,
  highRisk,
  Story,
  told,
  requester,
  implementer,
  owners,
  office,
  security,
  cto,
  tarik,
  approve,
  schedule,
  assessed,
  scheduled,
} from './__testUtils__/story';

describe('from the schedule on', () => {
  it('tells the time to all whom the change may touch', () => {
    const story = assessed();
    story.tell(salma, approve);

    expect(told(story.tell(salma, schedule))).toEqual({
      'CHG-1042 is scheduled for 2 Dec 2026, 22:00 UTC: Raise the connection pool':
        [implementer, requester, owners, 'group:default/shop'],
    });
  });

  it('tells the owners of what is only reached where the policy says so', () => {
    const downtime = { 'change.expectedDowntimeMinutes': { $exists: true } };
    const told10 = (minutes: number | undefined) => {
      const story = assessed({ expectedDowntimeMinutes: minutes });
      story.policy = {
        ...story.policy,
        notice: { ...story.policy.notice, indirectOwners: downtime },
      };
      story.tell(salma, approve);
      return story
        .tell(salma, schedule)
        .flatMap(({ recipients }) => recipients);
    };
    expect(told10(10)).toContain('group:default/shop');
    expect(told10(undefined)).toContain(owners);
    expect(told10(undefined)).not.toContain('group:default/shop');
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
    const people = [requester, owners, 'group:default/shop', office];

    expect(told(story.tell(tarik, { type: 'start' }))).toEqual({
      'CHG-1042 has started: Raise the connection pool': [
        requester,
        owners,
        office,
      ],
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
