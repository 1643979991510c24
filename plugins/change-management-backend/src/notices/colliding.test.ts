import {
  Actor,
  apply,
  ChangeEvent,
  Conflict,
  systemActor,
} from 'backstage-plugin-change-management-common';
import { noticesFor } from './noticesFor';
import {
  holders,
  implementer,
  office,
  requester,
  salma,
  scheduled,
  Story,
  told,
} from './__testUtils__/story';

const collision: Conflict = {
  kind: 'overlap',
  text: 'Overlaps CHG-7 through ledger → gateway.',
  changeId: 'CHG-7',
  start: '2026-12-02T22:00:00.000Z',
  end: '2026-12-02T23:00:00.000Z',
};

function move(story: Story, actor: Actor, conflicts: Conflict[]) {
  const before = story.change;
  const events: ChangeEvent[] = [{ type: 'conflicts-changed', conflicts }];
  const at = '2026-12-01T12:00:00.000Z';
  story.change = apply(before, events, { actor: actor.userRef, at });
  const facts = story.facts(actor, at);
  return noticesFor({
    ...{ before, after: story.change, events, actor, facts, holders },
  });
}

describe('a change into whose way another one has moved', () => {
  it('tells its people, in the words of the conflict', () => {
    const [notice] = move(scheduled(), systemActor, [collision]);
    expect(notice.recipients).toEqual([requester, implementer, office]);
    expect(notice.title).toBe(
      'CHG-1042 collides now: Raise the connection pool',
    );
    expect(notice.description).toBe('Overlaps CHG-7 through ledger → gateway.');
  });

  it('says it once, and nothing when it is over', () => {
    const story = scheduled();
    move(story, systemActor, [collision]);
    const later = { ...collision, end: '2026-12-02T22:30:00.000Z' };
    expect(move(story, systemActor, [later])).toEqual([]);
    expect(move(story, systemActor, [])).toEqual([]);
  });

  it('leaves alone whoever weighed it when the time was agreed to', () => {
    expect(told(move(scheduled(), salma, [collision]))).toEqual({});
  });
});
