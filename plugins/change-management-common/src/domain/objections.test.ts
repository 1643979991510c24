import { people } from './__testUtils__/organisation';
import { completeForm, Story } from './__testUtils__/story';
import { impactOf, reached } from './__testUtils__/world';
import { CommandOf } from './commands';
import { allowedActions } from './decide';
import { assessmentRequirements } from './requirements';

const { amina, tarik, youssef, salma, rachid, hind, karim } = people;
const api = 'component:default/payments-api';
const shop = 'component:default/shop';
const impact = impactOf([api], [reached('shop', ['audit'])]);

function say(entityRef: string, objection: boolean): CommandOf<'assess'> {
  return {
    type: 'assess',
    entityRef,
    impactOnClients: '',
    impactOnData: '',
    objection,
    comment: 'The shop has its sale',
  };
}

function submitted(more: object = {}, requester = amina): Story {
  return new Story(requester, { ...completeForm, ...more }, { impact }).do(
    requester,
    { type: 'submit' },
  );
}

function lineOf(story: Story) {
  return assessmentRequirements(story.change, story.facts(salma)).find(
    ({ entityRef }) => entityRef === shop,
  );
}

describe('owners of what a change only reaches', () => {
  it('may object, and do nothing but object', () => {
    const story = submitted();
    expect(allowedActions(story.change, story.facts(hind))).toContain('assess');
    expect(story.try(hind, say(shop, false))).toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('may object'),
    });
    expect(story.try(karim, say(shop, true))).toMatchObject({
      kind: 'forbidden',
    });
    expect(story.try(hind, say('component:default/other', true))).toMatchObject(
      { kind: 'invalid' },
    );
    story.do(hind, say(shop, true));
    expect(lineOf(story)).toMatchObject({
      owners: ['group:default/audit'],
      status: 'objection',
    });
  });

  it('hold up the authorization until they take it back', () => {
    const story = submitted().do(hind, say(shop, true));
    expect(story.do(youssef, say(api, false)).change.state).toBe('assessment');
    expect(story.do(hind, say(shop, false)).change.state).toBe('authorization');
    expect(lineOf(story)).toMatchObject({ status: 'done' });
    expect(story.do(hind, say(shop, true)).change.state).toBe('assessment');
  });

  it('may be answered by the change manager, who may not object for them', () => {
    const story = submitted().do(youssef, say(api, false));
    expect(story.try(salma, say(shop, false))).toMatchObject({
      kind: 'forbidden',
    });
    story.do(hind, say(shop, true));
    expect(story.try(salma, say(shop, true))).toMatchObject({
      kind: 'forbidden',
    });
    expect(story.do(salma, say(shop, false)).change.state).toBe(
      'authorization',
    );
  });

  it('are not answered by a change manager whose change it is', () => {
    const story = submitted({}, salma)
      .do(youssef, say(api, false))
      .do(hind, say(shop, true));
    expect(story.try(salma, say(shop, false))).toMatchObject({
      kind: 'forbidden',
    });
    expect(story.do(rachid, say(shop, false)).change.state).toBe(
      'authorization',
    );
  });

  it('are not silenced by an edit, but by being reached no more', () => {
    const story = submitted()
      .do(youssef, say(api, false))
      .do(hind, say(shop, true));
    const edit = (description: string) =>
      story.do(amina, {
        type: 'edit',
        revision: story.change.revision,
        patch: { description },
      });
    expect(edit('More').change.state).toBe('assessment');
    expect(lineOf(story)).toMatchObject({ status: 'objection' });
    story.world = { impact: impactOf([api]) };
    expect(edit('Less').change.state).toBe('authorization');
    expect(lineOf(story)).toBeUndefined();
  });

  it('cannot keep an emergency from starting', () => {
    const story = submitted({
      type: 'emergency',
      emergency: { reason: 'critical-failure', incidentRef: 'INC-1' },
    }).do(hind, say(shop, true));
    expect(story.do(tarik, { type: 'start' }).change.state).toBe(
      'implementation',
    );
  });
});
