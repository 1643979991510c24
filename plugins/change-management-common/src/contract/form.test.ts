import { changeFormSchema, changePatchSchema } from './form';
import { changeQuerySchema } from './lists';

const minimal = {
  type: 'normal',
  title: 'A change',
  affectedEntities: ['Component:orders'],
};

function problems(value: object): string[] {
  const result = changeFormSchema.safeParse({ ...minimal, ...value });
  return (result.error?.issues ?? []).map(issue => issue.path.join('.'));
}

describe('the form', () => {
  it('normalises refs, times and rollback steps', () => {
    expect(
      changeFormSchema.parse({
        ...minimal,
        affectedEntities: ['Component:orders', 'component:default/orders'],
        plannedStart: '2026-12-01T02:00:00+01:00',
        rollbackPlan: { steps: 'Stop it\n\n Start the old one ' },
      }),
    ).toMatchObject({
      affectedEntities: ['component:default/orders'],
      plannedStart: '2026-12-01T01:00:00.000Z',
      rollbackPlan: { steps: ['Stop it', 'Start the old one'], tested: false },
    });
  });

  it.each([
    ['text that cannot be stored', { title: 'a\0b' }, ['title']],
    ['half a character', { description: '\ud83d' }, ['description']],
    ['text over the limit', { title: 'x'.repeat(201) }, ['title']],
    ['a bad ref', { affectedEntities: ['orders'] }, ['affectedEntities.0']],
    ['no entity', { affectedEntities: [] }, ['affectedEntities']],
    [
      'the year 9999',
      { plannedStart: '9999-01-01T00:00:00Z' },
      ['plannedStart'],
    ],
    [
      'a time without offset',
      { plannedStart: '2026-12-01T02:00:00' },
      ['plannedStart'],
    ],
    [
      'an end before the start',
      {
        plannedStart: '2026-12-02T00:00:00Z',
        plannedEnd: '2026-12-01T00:00:00Z',
      },
      ['plannedEnd'],
    ],
    [
      'a script as a link',
      { links: [{ url: 'data:text/html,hi', title: '' }] },
      ['links.0.url'],
    ],
    [
      'a component as implementer',
      { implementer: 'component:default/x' },
      ['implementer'],
    ],
    [
      'half minutes',
      { expectedDowntimeMinutes: 1.5 },
      ['expectedDowntimeMinutes'],
    ],
    [
      'several at once',
      { type: 'odd', title: '', emergency: { reason: 'haste' } },
      ['type', 'title', 'emergency.reason', 'emergency.incidentRef'],
    ],
  ])('refuses %s', (_, value, paths) => {
    expect(problems(value)).toEqual(paths);
  });

  it('refuses fields that it does not know, so that no typing error goes unseen', () => {
    expect(problems({ state: 'approved' })).toEqual(['']);
  });

  it('clears with null, in an edit', () => {
    expect(
      changePatchSchema.parse({ revision: 1, testPlan: null }).testPlan,
    ).toBeNull();
    expect(
      changePatchSchema.safeParse({ revision: 1, title: null }).success,
    ).toBe(false);
  });
});

it('reads several values of a filter, repeated or with commas', () => {
  expect(changeQuerySchema.parse({ state: 'draft,review' }).state).toEqual([
    'draft',
    'review',
  ]);
  expect(changeQuerySchema.parse({ state: ['draft', 'review'] }).state).toEqual(
    ['draft', 'review'],
  );
  expect(changeQuerySchema.safeParse({ state: 'odd' }).success).toBe(false);
});
