import {
  Actor,
  ChangeCommand,
} from 'backstage-plugin-change-management-common';
import {
  amina,
  youssef,
  salma,
  Story,
  requester,
  submit,
  assess,
  approve,
  schedule,
} from './__testUtils__/story';

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
