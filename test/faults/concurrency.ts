import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { OperationId } from 'backstage-plugin-change-management-common';
import { trailOf } from './checks';
import { form, lifeOf } from './life';
import { Answer, Person, Sent } from './people';
import { Scene } from './Scene';

const crowd = 20;

/** Twenty requests at the same time, half of them at each of two processes. */
export function tryConcurrency(scene: () => Scene): void {
  const url = (i: number) => scene().portals[i % scene().portals.length].url;

  const all = (send: (i: number) => Promise<Answer>) =>
    Promise.all(Array.from({ length: crowd }, (_, i) => send(i)));

  /** Takes a change up to the step before the given one. */
  async function changeBefore(operation: OperationId): Promise<string> {
    const { people } = scene();
    let id = '';
    for (const step of lifeOf(`At once: ${operation}`)) {
      if (step.operation === operation) {
        break;
      }
      const sent = { id, body: step.body() };
      const body = await people[step.by].ask(url(0), step.operation, sent);
      id ||= body.id;
    }
    return id;
  }

  /** All but one get 409, and what they wanted has happened once. */
  async function oneWins(
    id: string,
    event: string,
    send: (i: number) => Promise<Answer>,
  ): Promise<void> {
    const { people } = scene();
    const before = await people.hind.ask(url(0), 'getChange', { id });
    const answers = await all(send);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [
      200,
      ...Array(crowd - 1).fill(409),
    ]);
    for (const { status, body } of answers) {
      assert.equal(
        status === 409 ? body.error.name : 'ConflictError',
        'ConflictError',
      );
    }
    const [there, here] = await Promise.all(
      [0, 1].map(i => people.hind.ask(url(i), 'getChange', { id })),
    );
    assert.equal(there.revision, before.revision + 1);
    assert.deepEqual(there, here, 'both processes say the same');
    const trail = await trailOf(url(1), people.hind, id);
    const happened = trail.filter(({ type }) => type === event);
    assert.equal(happened.length, 1, `one event ${event}`);
  }

  it(`of ${crowd} starts at once one wins`, async () => {
    const { amina, tarik } = scene().people;
    const id = await changeBefore('startChange');
    await oneWins(id, 'started', i =>
      (i % 4 < 2 ? amina : tarik).send(url(i), 'startChange', { id, body: {} }),
    );
  });

  it(`of ${crowd} cancels at once one wins`, async () => {
    const { amina } = scene().people;
    const id = await changeBefore('decideChange');
    await oneWins(id, 'canceled', i =>
      amina.send(url(i), 'cancelChange', { id, body: { reason: `${i}` } }),
    );
  });

  it(`of ${crowd} edits at once one wins, whole`, async () => {
    const { amina, hind } = scene().people;
    const id = await changeBefore('submitChange');
    const { revision } = await hind.ask(url(0), 'getChange', { id });
    await oneWins(id, 'edited', i =>
      amina.send(url(i), 'editChange', {
        id,
        body: {
          revision,
          description: `Text ${i}`,
          justification: `Text ${i}`,
        },
      }),
    );
    const change = await hind.ask(url(0), 'getChange', { id });
    assert.equal(change.description, change.justification);
  });

  it(`of ${crowd} approvals at once one counts`, async () => {
    const { salma } = scene().people;
    const id = await changeBefore('decideChange');
    const body = { decision: 'approve' };
    await oneWins(id, 'decided', i =>
      salma.send(url(i), 'decideChange', { id, body }),
    );
  });

  it(`${crowd} comments at once are all kept, in one whole trail`, async () => {
    const { omar, hind } = scene().people;
    const id = await changeBefore('submitChange');
    const { revision } = await hind.ask(url(0), 'getChange', { id });
    const answers = await all(i =>
      omar.send(url(i), 'addComment', { id, body: { text: `No ${i}` } }),
    );
    assert.ok(answers.every(({ status }) => status === 201));
    const change = await hind.ask(url(1), 'getChange', { id });
    assert.equal(change.revision, revision + crowd);
    await trailOf(url(0), hind, id);
  });

  it(`${crowd} requests with one Idempotency-Key make one change`, async () => {
    const { amina } = scene().people;
    const title = `Once ${randomUUID()}`;
    const create = (i: number, person: Person, more: Sent = {}) =>
      person.send(url(i), 'createChange', {
        body: form(title),
        key: title,
        ...more,
      });

    const answers = await all(i => create(i, amina));
    assert.ok(answers.every(({ status }) => status === 201));
    for (const { body } of answers) {
      assert.deepEqual(body, answers[0].body, 'all get the same answer');
    }
    const found = await amina.ask(url(1), 'listChanges', {
      query: { q: title },
    });
    assert.equal(found.items.length, 1);
    await trailOf(url(1), scene().people.hind, found.items[0].id);

    const others = await all(i => create(i, amina, { body: form('Another') }));
    assert.ok(others.every(({ status }) => status === 409));
    const key = await create(0, scene().people.tarik);
    assert.equal(key.status, 201, 'the key is of one person');
  });
}
