import {
  salma,
  tarik,
  approve,
  assessed,
  schedule,
  Story,
  scheduled,
} from './__testUtils__/story';

const gateway = 'component:default/gateway';

/** With contacts of clients for the gateway, from now on. */
function withClients(story: Story) {
  story.contacts = { [gateway]: ['noc@bank.example', 'user:default/omar'] };
  return story;
}

const toClients = (notices: ReturnType<Story['tell']>) =>
  notices.filter(({ kind }) => kind === 'client');

describe('clients', () => {
  it('are told when, with the downtime to expect, and again when it moves', () => {
    const story = withClients(assessed({ expectedDowntimeMinutes: 20 }));
    story.tell(salma, approve);
    const [first, ...others] = toClients(story.tell(salma, schedule));

    expect(others).toEqual([]);
    expect(first).toMatchObject({
      purpose: 'advance',
      recipients: ['user:default/omar'],
      addresses: ['noc@bank.example'],
      about: [gateway],
    });
    expect(first.title).toContain('is scheduled for 2 Dec 2026, 22:00 UTC');
    expect(first.description).toContain('20 minutes of downtime are expected');

    const [moved] = toClients(
      story.tell(salma, {
        ...schedule,
        plannedStart: '2026-12-03T22:00:00.000Z',
        plannedEnd: '2026-12-03T23:30:00.000Z',
      }),
    );
    expect(moved.title).toContain('is rescheduled to 3 Dec 2026, 22:00 UTC');
  });

  it('are told that it is canceled, if they were told of it', () => {
    const told = withClients(scheduled());
    expect(toClients(told.tell(tarik, { type: 'cancel' }))).toHaveLength(1);
    const untold = withClients(assessed());
    expect(toClients(untold.tell(tarik, { type: 'cancel' }))).toEqual([]);
  });

  it('are told how it ended', () => {
    const story = withClients(scheduled());
    expect(toClients(story.tell(tarik, { type: 'start' }))).toEqual([]);
    const [completed] = toClients(
      story.tell(tarik, {
        type: 'complete',
        outcome: 'successful',
        result: 'Fine',
      }),
    );
    expect(completed.title).toContain('is completed, successful');
    const [undone] = toClients(
      story.tell(tarik, { type: 'rollback', reason: 'Slow' }),
    );
    expect(undone).toMatchObject({
      severity: 'high',
      title: expect.stringContaining('was rolled back'),
    });
  });

  it('are asked for elsewhere where others know them, before anything is sent', () => {
    const story = assessed();
    story.tell(salma, approve);
    story.asksForContacts = true;

    expect(toClients(story.tell(salma, schedule))).toMatchObject([
      { recipients: [], addresses: [], contactsOpen: true, about: [gateway] },
    ]);
  });

  it('are not told of what nobody has named them for', () => {
    const story = assessed();
    story.tell(salma, approve);
    expect(toClients(story.tell(salma, schedule))).toEqual([]);
  });
});
