import { systemActor } from 'backstage-plugin-change-management-common';
import {
  assessed,
  cto,
  highRisk,
  implementer,
  nadia,
  office,
  requester,
  salma,
  scheduled,
  security,
  Story,
  submit,
  amina,
  told,
} from './__testUtils__/story';

const shop = 'group:default/shop';
const title = 'Raise the connection pool';

describe('owners of what a change only reaches', () => {
  it('hear of it once a team, with what of theirs it may reach', () => {
    const [notice] = new Story().tell(amina, submit);

    expect(notice).toMatchObject({
      recipients: [shop],
      severity: 'low',
      title: `CHG-1042 may reach what you own: ${title}`,
    });
    expect(notice.description).toContain('may reach component:default/shop');
    expect(notice.description).toContain('object');
  });
});

describe('a risk set anew', () => {
  const override = {
    type: 'override-risk',
    level: 'high',
    reason: 'The vendor warns of it',
  } as const;

  const nadiaAsManager = {
    ...nadia,
    roles: [...nadia.roles, ...salma.roles],
  };

  it('is told to those involved, and asks those who had approved, and who is needed now', () => {
    const story = scheduled();
    const notices = story.tell(nadiaAsManager, override);

    expect(told(notices)).toEqual({
      [`CHG-1042 needs your decision again: ${title}`]: [salma.userRef],
      [`CHG-1042 has another risk: ${title}`]: [requester, implementer],
      [`CHG-1042 needs your approval: ${title}`]: [office, security],
    });
    expect(notices[0].description).toContain('high: “The vendor warns of it”');
  });

  it('asks who is needed now where the decisions had not been given yet', () => {
    const story = assessed();

    expect(told(story.tell(salma, override))).toEqual({
      [`CHG-1042 has another risk: ${title}`]: [requester, implementer],
      [`CHG-1042 needs your approval: ${title}`]: [cto, security],
    });
  });
});

describe('what is owed', () => {
  it('is told to those who owe it, and when late to those above, as one notice each', () => {
    const story = assessed({ risk: { answers: highRisk } });
    const remind = { type: 'remind' } as const;

    const reminders = story.tell(
      systemActor,
      remind,
      '2026-12-02T13:00:00.000Z',
    );
    expect(
      reminders.map(({ recipients, excluded }) => [recipients, excluded]),
    ).toEqual([
      [[office], [requester, implementer]],
      [
        [cto, security],
        [requester, implementer],
      ],
    ]);
    const [escalation, ...others] = story.tell(
      systemActor,
      remind,
      '2026-12-05T13:00:00.000Z',
    );
    expect(others).toEqual([]);
    expect(escalation).toMatchObject({
      recipients: [office, cto],
      severity: 'high',
    });
    expect(escalation.description).toMatch(
      /owed by changeManager since 1 Dec 2026, 12:00 UTC.*owed by cto or securityManager/,
    );
    expect(story.tell(systemActor, remind, '2026-12-06T13:00:00.000Z')).toEqual(
      [],
    );
  });

  it('reminds nobody of a decision that they could not give', () => {
    const story = assessed();
    story.people = {
      holders: {
        changeManager: [salma.userRef, requester],
        securityManager: [],
        cto: [],
        auditor: [],
        implementer: [],
      },
      members: {},
      delegates: {
        [salma.userRef]: ['user:default/imane'],
        [requester]: ['user:default/sara'],
      },
    };
    const remind = { type: 'remind' } as const;

    expect(
      story
        .tell(systemActor, remind, '2026-12-02T13:00:00.000Z')
        .map(({ recipients }) => recipients),
    ).toEqual([['user:default/imane', salma.userRef]]);
  });
});
