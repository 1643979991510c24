import fc from 'fast-check';
import { ChangeFormInput } from '../contract/form';
import { ChangeAction, changeActions, finalStates } from '../contract/words';
import { commandFor } from './__testUtils__/commands';
import {
  criticalRisk,
  delegates,
  entities,
  lowRisk,
  people,
} from './__testUtils__/organisation';
import { completeForm, Story } from './__testUtils__/story';
import { apply } from './apply';
import { clausesOf } from './clauses';
import { allowedActions } from './decide';
import { Actor, Change } from './types';
import { toLean, toSummary } from './view';

const persons: Actor[] = [
  ...Object.values(people),
  ...Object.values(delegates),
];

function find(userRef: string): Actor {
  return persons.find(person => person.userRef === userRef)!;
}

/** The roles of a person that nobody delegated to them. */
function ownRoles(userRef: string): string[] {
  return find(userRef)
    .roles.filter(({ delegatedBy }) => !delegatedBy)
    .map(({ role }) => role);
}

const form: fc.Arbitrary<ChangeFormInput> = fc.record({
  type: fc.constantFrom('standard', 'normal', 'normal', 'emergency'),
  category: fc.constantFrom(
    'application',
    'access',
    'configuration',
    undefined,
  ),
  title: fc.constant('A change'),
  description: fc.constantFrom('What', 'What', undefined),
  justification: fc.constant('Why'),
  affectedEntities: fc.subarray(Object.keys(entities), {
    minLength: 1,
    maxLength: 2,
  }),
  rollbackPlan: fc.constant(completeForm.rollbackPlan),
  risk: fc.constantFrom({ answers: lowRisk }, { answers: criticalRisk }),
  implementer: fc.constantFrom('group:default/devops', 'user:default/rachid'),
  emergency: fc.constantFrom(undefined, {
    reason: 'critical-failure' as const,
    incidentRef: 'INC-1',
  }),
});

interface Move {
  person: Actor;
  pick: number;
  guided: boolean;
}

const move: fc.Arbitrary<Move> = fc.record({
  person: fc.constantFrom(...persons),
  pick: fc.nat(10_000),
  // Left to chance alone, hardly any run would get past the approvals.
  guided: fc.constantFrom(true, true, true, false),
});

/** Actions that lead on; the rest would end most runs early. */
const leadingOn = new Set([
  'submit',
  'assess',
  'approve',
  'schedule',
  'add-test-result',
  'start',
  'complete',
  'review',
  'close',
]);

function onward(story: Story, person: Actor): ChangeAction[] {
  return allowedActions(story.change, story.facts(person)).filter(action =>
    leadingOn.has(action),
  );
}

function act(story: Story, { person, pick, guided }: Move) {
  const start = persons.indexOf(person);
  const able = guided
    ? [...persons.slice(start), ...persons.slice(0, start)].find(
        candidate => onward(story, candidate).length > 0,
      )
    : undefined;
  const actor = able ?? person;
  const from = able && pick % 7 !== 0 ? onward(story, able) : changeActions;
  story.try(
    actor,
    commandFor(from[pick % from.length], story, actor, Math.floor(pick / 20)),
  );
}

function everyRun(
  check: (before: Change, story: Story) => void,
  numRuns: number = 200,
) {
  fc.assert(
    fc.property(
      fc.constantFrom(...persons),
      form,
      fc.array(move, { minLength: 50, maxLength: 50 }),
      (requester, input, moves) => {
        const story = new Story(requester, input);
        for (const each of moves) {
          const before = story.change;
          act(story, each);
          check(before, story);
        }
      },
    ),
    { numRuns },
  );
}

/** Who must approve by the policy's text (§3, §6), worked out apart from the code under test. */
function demandedRoles(change: Change): string[][] {
  const demanded = [['changeManager']];
  if (['high', 'critical'].includes(change.risk.level ?? '')) {
    demanded.push(['cto', 'securityManager']);
  }
  if (
    change.category === 'access' ||
    (change.category === 'configuration' &&
      change.affectedEntities.includes('component:default/vault'))
  ) {
    demanded.push(['securityManager']);
  }
  return demanded;
}

/** Whether distinct people with the demanded roles approved the present content, themselves or by who stands in for them. */
function isFullyApproved(change: Change, story: Story): boolean {
  const latest = new Map<string, { decision: string; voice: string }>();
  for (const { actor, events } of story.batches) {
    for (const event of events) {
      if (
        event.type === 'submitted' ||
        event.type === 'changes-requested' ||
        (event.type === 'edited' && event.newContent)
      ) {
        latest.clear();
      }
      if (event.type === 'decided') {
        for (const [by, { voice }] of latest) {
          if (voice === actor) {
            latest.delete(by);
          }
        }
        const { decision, onBehalfOf } = event.decision;
        latest.set(actor, { decision, voice: onBehalfOf ?? actor });
      }
    }
  }
  const approvers = new Set(
    [...latest.values()]
      .filter(({ decision }) => decision === 'approve')
      .map(({ voice }) => voice),
  );
  const serve = (demands: string[][], left: string[]): boolean =>
    demands.length === 0 ||
    left.some(
      one =>
        ownRoles(one).some(role => demands[0].includes(role)) &&
        serve(
          demands.slice(1),
          left.filter(other => other !== one),
        ),
    );
  return serve(demandedRoles(change), [...approvers]);
}

/** Whether this command carried the change from one state to another. */
function moved(before: Change, after: Change, from: string, to: string) {
  return before.state === from && after.state === to && before !== after;
}

describe('whatever people try', () => {
  it('no change is implemented without the approvals that the policy demands', () => {
    const starts: boolean[] = [];
    everyRun((before, story) => {
      const { change } = story;
      if (
        change.type !== 'emergency' &&
        moved(before, change, 'scheduled', 'implementation')
      ) {
        starts.push(
          isFullyApproved(change, story) &&
            change.testResults.some(({ outcome }) => outcome === 'passed'),
        );
      }
    });
    expect(starts.length).toBeGreaterThan(5);
    expect(starts).not.toContain(false);
  });

  it('no emergency closes without documentation, a decision on it, and a review', () => {
    const ends: object[] = [];
    everyRun((before, story) => {
      const { change } = story;
      if (
        change.type === 'emergency' &&
        moved(before, change, 'review', 'closed')
      ) {
        ends.push({
          incident: Boolean(change.emergency?.incidentRef),
          documented: change.missing.length === 0,
          reviewed: change.review !== undefined,
          decided:
            isFullyApproved(change, story) ||
            ['unsuccessful', 'rolled-back'].includes(change.closeCode!),
        });
      }
    }, 500);
    expect(ends.length).toBeGreaterThan(3);
    for (const end of ends) {
      expect(end).toEqual({
        incident: true,
        documented: true,
        reviewed: true,
        decided: true,
      });
    }
  });

  it('nobody decides on a change that they requested or implement, nor does anybody for them', () => {
    everyRun((_, { change }) => {
      for (const { by, onBehalfOf } of change.decisions) {
        for (const behind of [by, onBehalfOf ?? by]) {
          expect(behind).not.toBe(change.requestedBy);
          expect(find(behind).ownership).not.toContain(change.implementer);
          expect(behind).not.toBe(change.startedBy);
        }
      }
    });
  });

  it('one person serves one requirement, with a role that it names and that is their own', () => {
    let delegated = 0;
    everyRun((_, { change }) => {
      const behind = change.decisions.flatMap(({ by, onBehalfOf }) =>
        onBehalfOf ? [by, onBehalfOf] : [by],
      );
      expect(new Set(behind).size).toBe(behind.length);
      for (const { by, onBehalfOf, requirementId } of change.decisions) {
        const { roles } = change.requirements.find(
          ({ id }) => id === requirementId,
        )!;
        const own = ownRoles(onBehalfOf ?? by);
        expect(own.some(role => roles.some(named => named === role))).toBe(
          true,
        );
        delegated += onBehalfOf ? 1 : 0;
      }
    });
    expect(delegated).toBeGreaterThan(20);
  });

  it('final states stay final, and the revision only grows', () => {
    everyRun((before, { change }) => {
      const ended = finalStates.includes(before.state);
      const revised = moved(before, change, 'rejected', 'draft');
      expect(ended && !revised ? change.state : before.state).toBe(
        before.state,
      );
      expect(change.revision).toBe(
        change === before ? before.revision : before.revision + 1,
      );
      expect(change.contentRevision).toBeGreaterThanOrEqual(
        before.contentRevision,
      );
    });
  });

  it('the trail alone rebuilds the change', () => {
    everyRun((_, story) => {
      const rebuilt = story.batches.reduce<Change | undefined>(
        (change, { events, actor, at }) => apply(change, events, { actor, at }),
        undefined,
      );
      expect(rebuilt).toEqual(story.change);
    });
  });

  it('every clause has its evidence, and none that is enforced stays open at the end', () => {
    const stillOpen: string[][] = [];
    everyRun((before, story) => {
      const { change } = story;
      if (change === before) {
        return;
      }
      const clauses = clausesOf(change, story.facts(people.hind));
      for (const { evidence } of clauses) {
        expect(evidence).toMatch(/\w.*\.$/);
      }
      const refused = change.decisions.some(d => d.decision === 'reject');
      if (
        change.state === 'closed' &&
        before.state !== 'closed' &&
        !refused &&
        !change.schedule?.override
      ) {
        stillOpen.push(
          clauses.filter(c => c.status === 'open').map(({ id }) => id),
        );
      }
    });
    expect(stillOpen.length).toBeGreaterThan(3);
    // The advance notice is told, and not enforced yet.
    expect(stillOpen.flat().filter(id => id !== '§3.3b')).toEqual([]);
  });

  it('an allowed action is not refused, and any other is', () => {
    everyRun((_, story) => {
      for (const person of persons) {
        const allowed = allowedActions(story.change, story.facts(person));
        for (const action of changeActions) {
          const { refusal } = story.ask(
            person,
            commandFor(action, story, person),
          );
          expect({ action, allowed: allowed.includes(action) }).toEqual({
            action,
            allowed: !refusal,
          });
        }
      }
    }, 25);
  });

  it('a list tells the same of a lean change as of the whole one', () => {
    const ended = new Set<string>();
    everyRun((before, story) => {
      const { change } = story;
      for (const person of change === before ? [] : persons) {
        const facts = story.facts(person);
        expect(toSummary(toLean(change), facts)).toEqual(
          toSummary(change, facts),
        );
      }
      if (finalStates.includes(change.state)) {
        ended.add(change.state);
      }
    }, 100);
    expect(ended.size).toBeGreaterThan(0);
  });
});
