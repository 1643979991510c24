import { ChangeCommand } from 'backstage-plugin-change-management-common';
import {
  amina,
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
  submit,
  assess,
  approve,
  assessed,
  scheduled,
} from './__testUtils__/story';

/** Whoever owns what depends on it hears of every submission. */
const reached = {
  'CHG-1042 may reach what you own: Raise the connection pool': [
    'group:default/shop',
  ],
};

describe('before a change is approved', () => {
  it('asks the owners to assess what is submitted', () => {
    const notices = new Story().tell(amina, submit);
    const notice = notices.find(({ title }) => title.includes('assessment'));

    expect(told(notices)).toEqual({
      ...reached,
      'CHG-1042 needs your assessment: Raise the connection pool': [owners],
    });
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
      ...reached,
      'CHG-1042 needs your assessment: Raise the connection pool': [office],
    });
  });

  it('asks the change manager at once where no assessment is due', () => {
    const story = new Story({ type: 'standard' });

    expect(told(story.tell(amina, submit))).toEqual({
      ...reached,
      'CHG-1042 needs your approval: Raise the connection pool': [office],
    });
  });

  it('asks nobody who could not answer, where it is known who is behind a role', () => {
    const story = new Story({
      risk: { answers: highRisk },
      implementer: 'group:default/night-shift',
    });
    story.people = {
      holders: {
        changeManager: [salma.userRef, requester, 'user:default/rachid'],
        securityManager: [karim.userRef],
        cto: [],
        auditor: [],
        implementer: [],
      },
      members: { 'group:default/night-shift': ['user:default/rachid'] },
      delegates: {
        [salma.userRef]: ['user:default/rachid', 'user:default/imane'],
        [requester]: ['user:default/sara'],
      },
    };
    story.tell(amina, submit);

    expect(told(story.tell(youssef, assess))).toEqual({
      'CHG-1042 needs your approval: Raise the connection pool': [
        'user:default/imane',
        salma.userRef,
        karim.userRef,
      ],
    });
    // An objection reopens it; who has decided is not asked again.
    story.tell(salma, approve);
    story.tell(youssef, { ...assess, objection: true });
    const again = story.tell(youssef, assess);
    expect(told(again)).toEqual({
      'CHG-1042 needs your approval: Raise the connection pool': [
        karim.userRef,
      ],
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
