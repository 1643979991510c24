import { ChangeAction } from '../contract/words';
import { commandFor } from './__testUtils__/commands';
import { people } from './__testUtils__/organisation';
import { completeForm, Story } from './__testUtils__/story';
import { AnyCommand } from './commands';
import { Actor } from './types';
import { withoutContent } from './withoutContent';

const written = 'Written by somebody';
const texts = [
  'title',
  'description',
  'justification',
  'comment',
  'impactOnClients',
  'impactOnData',
  'reason',
  'notes',
  'summary',
  'whatChanged',
  'result',
  'note',
];

/** The same, with one text for all that people write. */
function marked<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (key, inner) =>
    typeof inner === 'string' && texts.includes(key) ? written : inner,
  );
}

const { amina, salma, youssef } = people;

const proposal = {
  itemId: 'CFG-1',
  name: 'limits',
  entityRef: completeForm.affectedEntities![0],
  partOf: [],
  baseVersion: 0,
  digest: 'sha256:1',
  size: 1,
  added: 1,
  removed: 0,
  note: written,
};

it.each<[string, [Actor, ChangeAction][]]>([
  [
    'done',
    [
      [amina, 'add-test-result'],
      [amina, 'start'],
      [amina, 'log'],
      [amina, 'complete'],
    ],
  ],
  [
    'rolled back step by step',
    [
      [amina, 'add-test-result'],
      [amina, 'start'],
      [amina, 'start-rollback'],
      [amina, 'rollback-step'],
      [amina, 'rollback'],
    ],
  ],
])('nothing that people wrote stays of a change: %s', (_, work) => {
  const story = new Story(
    amina,
    marked({
      ...completeForm,
      implementationPlan: written,
      testPlan: written,
      rollbackPlan: { steps: [written] },
    }),
  );
  const moves: [Actor, ChangeAction][] = [
    [amina, 'add-rehearsal'],
    [amina, 'submit'],
    [youssef, 'assess'],
    [salma, 'approve'],
    [salma, 'schedule'],
    [salma, 'hold'],
    [salma, 'release'],
    [salma, 'add-task'],
    [salma, 'update-task'],
    ...work,
    [salma, 'review'],
    [salma, 'close'],
  ];
  for (const [actor, action] of moves) {
    const command: AnyCommand = marked(commandFor(action, story, actor));
    story.do(actor, command);
    story.change = { ...story.change, configuration: [proposal] };
  }
  expect(story.change.state).toBe('closed');
  expect(JSON.stringify(story.change)).toContain(written);
  const left = withoutContent(story.change);
  expect(JSON.stringify(left)).not.toContain(written);
  expect(left).toMatchObject({
    closeCode: story.change.closeCode,
    decisions: [{ by: salma.userRef, decision: 'approve' }],
    configuration: [{ name: 'limits', digest: 'sha256:1' }],
  });
});
