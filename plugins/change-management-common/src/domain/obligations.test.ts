import { criticalRisk, people } from './__testUtils__/organisation';
import { completeForm, Story } from './__testUtils__/story';
import { ChangeCommand } from './commands';
import { nextReminderAt, obligationsOf } from './obligations';
import { started as startedChange } from './clauses/__testUtils__/lives';
import { systemActor } from './steps/system';

const { amina, tarik, youssef, salma, karim } = people;
const remind = { type: 'remind' } as const;
const approve: ChangeCommand = {
  type: 'decide',
  decision: 'approve',
  comment: '',
};
const assess: ChangeCommand = {
  type: 'assess',
  entityRef: 'component:default/payments-api',
  impactOnClients: '',
  impactOnData: '',
  objection: false,
  comment: '',
};

function owed(story: Story) {
  return obligationsOf(story.change, story.facts(salma));
}

/** What is said after so many hours more: `id`, and whether it is late. */
function said(story: Story, hours: number): [string, boolean][] {
  const { length } = story.batches;
  story.wait(hours).do(systemActor, remind).do(systemActor, remind);
  return story.batches
    .slice(length)
    .flatMap(({ events }) => events)
    .flatMap(event => (event.type === 'reminded' ? event.obligations : []))
    .map(({ id, escalated }) => [id, escalated]);
}

const assessment = 'assessment:component:default/payments-api';
const decision = 'decision:change-manager';

describe('a change that runs past its planned end', () => {
  it('is flagged, its implementer reminded, and the change manager told a quarter of an hour later', () => {
    const story = startedChange();
    expect(owed(story)).toMatchObject([
      { id: 'completion', what: 'completion', dueAt: story.change.plannedEnd },
    ]);
    expect(said(story, 0.9)).toEqual([]);
    expect(said(story, 0.15)).toEqual([['completion', false]]);
    expect(said(story, 0.25)).toEqual([['completion', true]]);
    // It is never cut off.
    expect(story.change.state).toBe('implementation');
    story.do(tarik, {
      type: 'complete',
      outcome: 'successful',
      result: 'Late',
    });
    expect(owed(story)).toEqual([]);
  });
});

describe('what is owed', () => {
  it('is due, reminded of once, and brought before those above once', () => {
    const story = new Story(amina).do(amina, { type: 'submit' });
    expect(owed(story)).toMatchObject([{ id: assessment, what: 'assessment' }]);
    expect(said(story, 23)).toEqual([]);
    expect(said(story, 1)).toEqual([[assessment, false]]);
    expect(said(story, 40)).toEqual([]);
    expect(said(story, 8)).toEqual([[assessment, true]]);
    expect(said(story, 500)).toEqual([]);
  });

  it('is brought before those above at once where nobody looked in time', () => {
    const story = new Story(amina).do(amina, { type: 'submit' });
    expect(said(story, 500)).toEqual([[assessment, true]]);
  });

  it('is owed anew by the next one, and with each new content', () => {
    const story = new Story(amina).do(amina, { type: 'submit' });
    said(story, 25);
    story.do(youssef, assess);
    expect(said(story, 25)).toEqual([[decision, false]]);
    story.do(amina, {
      type: 'edit',
      revision: story.change.revision,
      patch: { description: 'From 20 to 60.' },
    });
    expect(owed(story)).toEqual([
      expect.not.objectContaining({ remindedAt: expect.anything() }),
    ]);
    expect(said(story, 25)).toEqual([[decision, false]]);
  });

  it('is nothing while the change is on hold, and has its full time afterwards', () => {
    const story = new Story(amina).do(amina, { type: 'submit' });
    story.do(salma, { type: 'hold', reason: 'The vendor is asked' });
    expect(owed(story)).toEqual([]);
    expect(said(story, 500)).toEqual([]);
    story.do(salma, { type: 'release' });
    expect(said(story, 23)).toEqual([]);
    expect(said(story, 1)).toEqual([[assessment, false]]);
  });

  it('is a decision for each requirement until it is given', () => {
    const story = new Story(amina, {
      ...completeForm,
      risk: { answers: criticalRisk },
    })
      .do(amina, { type: 'submit' })
      .do(youssef, assess)
      .do(karim, approve);
    expect(owed(story).map(({ id }) => id)).toEqual([decision]);
    expect(owed(story.do(salma, approve))).toEqual([]);
  });

  it('names the time at which the watch has to look again', () => {
    const story = new Story(amina).do(amina, { type: 'submit' });
    const next = () => nextReminderAt(story.change, story.facts(salma));
    const inHours = (hours: number) =>
      new Date(
        Date.parse(story.change.stateSince) + hours * 3_600_000,
      ).toISOString();
    expect(next()).toBe(inHours(24));
    story.wait(25).do(systemActor, remind);
    expect(next()).toBe(inHours(72));
    story.wait(48).do(systemActor, remind);
    expect(next()).toBeUndefined();
  });
});

describe('after an emergency', () => {
  const started = () =>
    new Story(amina, {
      type: 'emergency',
      title: 'Stop the leak',
      affectedEntities: completeForm.affectedEntities,
      implementer: 'group:default/devops',
      emergency: { reason: 'security-issue', incidentRef: 'INC-7' },
    }).do(tarik, { type: 'start' });

  it('documentation, retrospective approval and review are owed from their hour on', () => {
    const story = started();
    const dueIn = () =>
      owed(story).map(({ what, since, dueAt }) => [
        what,
        (Date.parse(dueAt) - Date.parse(since)) / 3_600_000,
      ]);
    expect(dueIn()).toEqual([
      ['documentation', 24],
      ['retrospective-approval', 72],
    ]);
    story.do(tarik, { type: 'complete', outcome: 'successful', result: 'Ok' });
    expect(dueIn()).toEqual([
      ['documentation', 24],
      ['retrospective-approval', 72],
      ['review', 120],
    ]);
    expect(said(story, 24)).toEqual([['documentation', true]]);
    expect(said(story, 24)).toEqual([
      ['retrospective-approval:change-manager', false],
    ]);
    expect(said(story, 24)).toEqual([
      ['retrospective-approval:change-manager', true],
    ]);
  });

  it('whoever asked for changes still owes a decision', () => {
    const story = started().do(salma, {
      type: 'decide',
      decision: 'request-changes',
      comment: 'Say more',
    });
    expect(owed(story).map(({ what }) => what)).toContain(
      'retrospective-approval',
    );
    story.do(salma, approve);
    expect(owed(story).map(({ what }) => what)).toEqual(['documentation']);
  });
});
