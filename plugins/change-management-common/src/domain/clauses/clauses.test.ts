import { criticalRisk, people } from '../__testUtils__/organisation';
import { policyWith } from '../__testUtils__/world';
import { ChangeCommand } from '../commands';
import {
  payments,
  assess,
  approve,
  start,
  read,
  draft,
  approved,
  emergency,
} from './__testUtils__/lives';

const { amina, youssef, salma, karim } = people;

describe('the form', () => {
  it('says what it lacks, and who could add it', () => {
    expect(read(draft({ description: undefined }), '§3.1a')).toEqual([
      'open',
      'Describe the change. That is for its requester (user:default/amina) or implementer (group:default/devops) to do.',
    ]);
    expect(read(draft(), '§3.1a')).toEqual([
      'met',
      'Filled in: description; user:default/amina has not submitted the form yet.',
    ]);
    expect(read(draft({ risk: undefined }), '§3.1e')[0]).toBe('open');
    expect(
      read(draft({ affectedEntities: ['component:default/x'] }), '§3.1c'),
    ).toEqual([
      'open',
      expect.stringMatching(/^component:default\/x is not in the catalog/),
    ]);
  });

  it('is submitted or not, and asks for nothing under a clause without fields', () => {
    expect(read(draft(), '§3.1')[0]).toBe('open');
    const story = draft().do(amina, { type: 'submit' });
    expect(read(story, '§3.1')).toEqual([
      'met',
      'The form of user:default/amina was submitted on 1 Dec 2026 12:01 UTC.',
    ]);
    story.world = { policy: policyWith({ mandatoryFields: [] }) };
    expect(read(story, '§2')[0]).toBe('not-applicable');
  });

  it('keeps a system named that the catalog has lost', () => {
    const story = draft().do(amina, { type: 'submit' });
    story.world = { entities: {} };
    expect(read(story, '§3.1c')[0]).toBe('met');
  });

  it('tells that the level of risk was set by hand', () => {
    const story = draft().do(amina, { type: 'submit' });
    story.do(salma, { type: 'override-risk', level: 'high', reason: 'Feast' });
    expect(read(story, '§3.1e')[1]).toMatch(
      /is high, set by user:default\/salma on 1 Dec 2026 12:02 UTC/,
    );
    expect(read(story, '§3.2b')[0]).toBe('open');
  });
});

describe('approvals', () => {
  it('are named with person, time and role', () => {
    expect(read(approved(), '§3.2a')).toEqual([
      'met',
      'user:default/salma approved on 1 Dec 2026 12:03 UTC as the change manager.',
    ]);
    const waiting = draft().do(amina, { type: 'submit' });
    expect(read(waiting, '§3.2a')).toEqual([
      'open',
      'The change manager has to approve it.',
    ]);
  });

  it('apply by the level of risk and by the category', () => {
    expect(read(draft(), '§3.2b')).toEqual([
      'not-applicable',
      'It does not apply: change.type is normal, risk.level is low.',
    ]);
    const risky = approved({ risk: { answers: criticalRisk } });
    expect(read(risky, '§3.2b')[0]).toBe('open');
    expect(read(risky.do(karim, approve), '§3.2b')[0]).toBe('met');
    const access = draft({ category: 'access' });
    expect(read(access, '§6.1')[0]).toBe('open');
    expect(read(access, '§8.4')[0]).toBe('not-applicable');
    const vault = draft({
      category: 'configuration',
      affectedEntities: ['component:default/vault'],
    });
    expect(read(vault, '§8.4')[0]).toBe('open');
    expect(read(vault, '§6.1')[0]).toBe('not-applicable');
  });

  it('tell who refused, and ask for nothing of what ended', () => {
    const story = draft().do(amina, { type: 'submit' }).do(youssef, assess);
    story.do(salma, { type: 'decide', decision: 'reject', comment: 'No.' });
    expect(read(story, '§3.2a')).toEqual([
      'not-applicable',
      'user:default/salma rejected it on 1 Dec 2026 12:03 UTC, before this was due.',
    ]);
    const canceled = draft().do(amina, { type: 'cancel' });
    expect(read(canceled, '§4.1')[0]).toBe('not-applicable');
    expect(read(canceled, '§3.1a')[0]).toBe('met');
  });

  it('come with the statements of owners', () => {
    const story = draft().do(amina, { type: 'submit' });
    expect(read(story, '§8.3')).toEqual([
      'open',
      `group:default/payments-team has to assess the impact for ${payments}.`,
    ]);
    story.do(youssef, { ...assess, objection: true } as ChangeCommand);
    expect(read(story, '§8.3')).toEqual([
      'open',
      expect.stringMatching(/youssef objected .*which has to be answered/),
    ]);
    expect(read(story.do(youssef, assess), '§8.3')[0]).toBe('met');
    expect(read(draft({ type: 'standard' }), '§8.3')[0]).toBe('not-applicable');
  });
});

describe('an emergency', () => {
  it('follows its own clauses, and no planned change follows them', () => {
    for (const id of ['§3.1a', '§3.2a', '§3.3b', '§4.1', '§8.1', '§8.3']) {
      expect(read(emergency(), id)).toEqual([
        'not-applicable',
        'It does not apply: change.type is emergency.',
      ]);
    }
    for (const id of ['§5.1', '§5.2a', '§5.2b']) {
      expect(read(draft(), id)[0]).toBe('not-applicable');
    }
  });

  it('needs its reason, its documentation and its approvals', () => {
    expect(read(emergency({ emergency: undefined }), '§5.1')[0]).toBe('open');
    const story = emergency({ justification: undefined }).do(amina, start);
    expect(read(story, '§5.1')).toEqual([
      'met',
      'user:default/amina named security-issue and incident INC-7 in the form of 1 Dec 2026 12:00 UTC.',
    ]);
    expect(read(story, '§5.2a')).toEqual([
      'open',
      'user:default/amina or group:default/devops has to add justification, due within 24 hours of 1 Dec 2026 12:01 UTC.',
    ]);
    expect(read(story, '§5.2b')).toEqual([
      'open',
      'The change manager has to approve it; due within 72 hours of 1 Dec 2026 12:01 UTC.',
    ]);
    expect(read(story, '§5.3a')[0]).toBe('open');
    story.do(salma, approve);
    expect(read(story, '§5.2b')[0]).toBe('met');
    expect(read(emergency().do(amina, start), '§5.2a')[0]).toBe('met');
  });
});

it('blames no change for what binds the organisation', () => {
  for (const id of ['§1', '§7.1', '§9.2']) {
    expect(read(draft(), id)).toEqual([
      'not-applicable',
      'It binds the organisation, not a single change.',
    ]);
  }
});
