import { people } from '../__testUtils__/organisation';
import { policyWith } from '../__testUtils__/world';
import { ChangeCommand } from '../commands';
import {
  assess,
  approve,
  passed,
  start,
  log,
  complete,
  read,
  draft,
  approved,
  scheduled,
  started,
} from './__testUtils__/lives';

const { amina, tarik, youssef, salma } = people;

describe('the time', () => {
  it('is met while its window lasts, and waived by the change manager alone', () => {
    expect(read(approved(), '§3.3a')[0]).toBe('open');
    expect(read(approved(), '§8.1')[0]).toBe('open');
    const story = scheduled(approved(), 30);
    expect(read(story, '§8.1')).toEqual([
      'met',
      'user:default/salma scheduled it on 1 Dec 2026 12:04 UTC as the change manager.',
    ]);
    expect(read(story, '§3.3a')[0]).toBe('met');
    expect(read(story.wait(32), '§3.3a')[0]).toBe('open');
    const early = scheduled(approved(), 5, {
      reason: 'Agreed by phone.',
      waives: ['time', 'notice'],
    });
    expect(read(early, '§3.3a')[0]).toBe('met');
    early.do(tarik, passed).do(tarik, start);
    expect(read(early, '§3.3a')).toEqual([
      'waived',
      'user:default/salma waived it on 1 Dec 2026 12:04 UTC: Agreed by phone.',
    ]);
    expect(read(started(), '§3.3a')[0]).toBe('met');
  });

  it('is told early enough, more so where there is downtime', () => {
    expect(read(approved(), '§3.3b')[0]).toBe('open');
    expect(read(scheduled(approved(), 25), '§3.3b')[0]).toBe('met');
    const late = approved({ expectedDowntimeMinutes: 5 });
    expect(() => scheduled(late, 25)).toThrow(
      /told 24 hours ahead; the policy asks for 72/,
    );
    scheduled(late, 25, { reason: 'All agreed', waives: ['notice'] });
    expect(read(late, '§3.3b')[0]).toBe('waived');
    // What was waived for one schedule is not for the next.
    late.do(amina, {
      type: 'edit',
      revision: late.change.revision,
      patch: { description: 'Otherwise' },
    });
    expect(read(late, '§3.3b')[0]).toBe('open');
  });

  it('leaves room for the downtime', () => {
    const slot = {
      plannedStart: '2026-12-04T20:00:00.000Z',
      plannedEnd: '2026-12-04T20:30:00.000Z',
    };
    expect(read(draft(slot), '§4.2')[0]).toBe('met');
    expect(read(draft({ expectedDowntimeMinutes: 9 }), '§4.2')[0]).toBe('open');
    const tight = draft({ ...slot, expectedDowntimeMinutes: 31 });
    expect(read(tight, '§4.2')[0]).toBe('open');
    expect(tight.try(amina, { type: 'submit' })).toMatchObject({
      kind: 'invalid',
      fields: [{ path: 'expectedDowntimeMinutes' }],
    });
    const fits = draft({ ...slot, expectedDowntimeMinutes: 30 });
    expect(read(fits, '§4.2')[0]).toBe('met');
    expect(fits.try(amina, { type: 'submit' })).toBeUndefined();
    expect(
      fits.try(amina, {
        type: 'edit',
        revision: fits.change.revision,
        patch: { expectedDowntimeMinutes: 40 },
      }),
    ).toMatchObject({ fields: [{ path: 'expectedDowntimeMinutes' }] });
    fits.do(youssef, assess).do(salma, approve);
    expect(
      fits.try(salma, {
        type: 'schedule',
        plannedStart: '2026-12-04T20:00:00.000Z',
        plannedEnd: '2026-12-04T20:29:00.000Z',
      }),
    ).toMatchObject({ fields: [{ path: 'plannedEnd' }] });
  });
});

describe('the carrying out', () => {
  it('needs a test before the start; one after it changes nothing', () => {
    const story = scheduled(approved(), -1);
    expect(read(story, '§4.1')[0]).toBe('open');
    story.do(tarik, { ...passed, outcome: 'failed' } as ChangeCommand);
    expect(read(story, '§4.1')[1]).toMatch(/A test failed on .* in staging/);
    story.do(tarik, passed).do(tarik, start);
    expect(read(story, '§4.1')[0]).toBe('met');
    story.do(tarik, { ...passed, outcome: 'failed' } as ChangeCommand);
    expect(read(story, '§4.1')[0]).toBe('met');
    const untested = scheduled(approved(), -1, {
      reason: 'No staging for it',
      waives: ['notice', 'test-evidence'],
    });
    expect(read(untested, '§4.1')[0]).toBe('waived');
    untested.world = {
      policy: policyWith({
        testEvidence: {
          types: ['standard'],
          productionEnvironments: [],
          environments: {},
          sameArtifact: true,
          clause: '§4.1',
        },
      }),
    };
    expect(read(untested, '§4.1')[0]).toBe('not-applicable');
  });

  it('is recorded with who, when and what came of it', () => {
    const story = started();
    expect(read(story, '§8.2')).toEqual([
      'met',
      'user:default/tarik started it on 1 Dec 2026 12:06 UTC as its implementer.',
    ]);
    expect(read(story, '§4.3')[0]).toBe('open');
    story.do(tarik, log).do(tarik, complete('successful'));
    expect(read(story, '§4.3')).toEqual([
      'met',
      'user:default/tarik completed it on 1 Dec 2026 12:08 UTC: Requests pass; 1 entry is in the execution log.',
    ]);
    expect(read(story, '§5.3a')[0]).toBe('not-applicable');
    expect(read(story, '§5.3b')[0]).toBe('not-applicable');
    expect(read(story, '§6.2')[0]).toBe('not-applicable');
  });

  it('of a change of configuration says what was changed, before it can be closed', () => {
    const story = started({ category: 'configuration' }).do(
      tarik,
      complete('successful'),
    );
    const close: ChangeCommand = {
      type: 'close',
      closeCode: 'successful',
      summary: 'S',
    };
    expect(read(story, '§6.2')[0]).toBe('open');
    expect(story.try(salma, close)?.message).toMatch(/execution log/);
    expect(read(story.do(tarik, log), '§6.2')[0]).toBe('met');
    expect(story.try(salma, close)).toBeUndefined();
  });

  it('does not pass over what went wrong', () => {
    const story = started().do(tarik, complete('unsuccessful'));
    expect(read(story, '§5.3b')[0]).toBe('open');
    expect(read(story, '§5.3a')[0]).toBe('open');
    story.do(tarik, { type: 'review', summary: 'A leak', actionItems: [] });
    expect(read(story, '§5.3a')[0]).toBe('met');
    const close = (closeCode: 'successful-with-issues' | 'unsuccessful') =>
      story.try(salma, { type: 'close', closeCode, summary: 'It stays so.' });
    expect(close('successful-with-issues')).toMatchObject({
      fields: [{ path: 'closeCode' }],
    });
    expect(close('unsuccessful')).toBeUndefined();
    expect(read(story, '§5.3b')).toEqual([
      'waived',
      'user:default/salma closed it as unsuccessful without a rollback on 1 Dec 2026 12:10 UTC: It stays so.',
    ]);
    const back = started().do(tarik, { type: 'rollback', reason: 'Errors' });
    expect(read(back, '§5.3b')[0]).toBe('met');
    expect(read(back, '§4.3')[0]).toBe('met');
  });
});
