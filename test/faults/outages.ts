import assert from 'node:assert/strict';
import { it, TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { assertUnavailable } from './answers';
import { checkWrites } from './checks';
import { form } from './life';
import { Answer } from './people';
import { PostgresScene } from './Scene';
import { Writers } from './Writers';

/** Milliseconds after the end of an outage within which all is well again. */
const recoveredWithin = 30_000;

/** The database stopped, or hanging, for a while. */
export function tryOutage(
  scene: () => PostgresScene,
  kind: { name: string; begin: 'stop' | 'pause'; end: 'start' | 'resume' },
  seconds: number,
): void {
  it(`the database ${kind.name} for ${seconds} s`, async (t: TestContext) => {
    const { portals, people, inside, database } = scene();
    const { amina, hind } = people;
    const { id } = await amina.ask(portals[0].url, 'createChange', {
      body: form('Outage'),
    });
    const probes = [
      (url: string) => amina.send(url, 'getChange', { id }),
      (url: string) => hind.send(url, 'listAuditEvents', { id }),
      (url: string) => amina.send(url, 'listChanges'),
      (url: string) =>
        amina.send(url, 'createChange', { body: form('Outage') }),
      (url: string) =>
        amina.send(url, 'addComment', { id, body: { text: 'Hello?' } }),
    ];
    const writers = new Writers(portals, people);
    writers.start(2);
    await writers.progress(5);

    await database.tell(kind.begin);
    const before = writers.acknowledged.length;
    const until = Date.now() + seconds * 1000;
    const answers: Answer[] = [];
    await Promise.all(
      portals.flatMap(({ url }) =>
        probes.map(async probe => {
          while (Date.now() < until) {
            answers.push(await probe(url));
            await setTimeout(200);
          }
        }),
      ),
    );
    const acknowledged = writers.acknowledged.length - before;
    for (const portal of portals) {
      assert.ok(await portal.isReady(), 'no reason to restart it');
    }
    await database.tell(kind.end);
    const ended = Date.now();
    // Those still being answered when it came back may have got through.
    answers
      .filter(({ status }) => status >= 300)
      .forEach(answer => assertUnavailable(answer));

    for (const { url } of portals) {
      for (const probe of probes) {
        while ((await probe(url)).status >= 300) {
          assert.ok(
            Date.now() < ended + recoveredWithin,
            'it recovers by itself',
          );
          await setTimeout(200);
        }
      }
    }
    const recovered = Date.now() - ended;
    await writers.progress(20);
    await writers.stop();
    await inside(look => checkWrites(portals[0].url, hind, writers, look));
    const refused = answers.filter(({ status }) => status === 503);
    assert.ok(refused.length > 0, 'somebody has noticed the outage');
    const slowest = Math.max(...refused.map(({ millis }) => millis));
    t.diagnostic(
      `${refused.length} answers 503, the slowest after ${slowest} ms, ${acknowledged} acknowledged in between; well again ${recovered} ms after its end`,
    );
  });
}
