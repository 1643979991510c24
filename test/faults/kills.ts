import { it, TestContext } from 'node:test';
import { checkWrites } from './checks';
import { Scene } from './Scene';
import { Writers } from './Writers';

/** Kills one process after another in the middle of four writers, and looks after each whether all is there. */
export function tryKills(scene: () => Scene, kills: number): void {
  it(`${kills} kills in the middle of 4 writers lose nothing`, async (t: TestContext) => {
    const { portals, people, inside } = scene();
    const writers = new Writers(portals, people);
    for (let kill = 0; kill < kills; kill++) {
      const portal = portals[kill % portals.length];
      const other = portals[(kill + 1) % portals.length];
      writers.start(4);
      // Not always at the same point of their work.
      await writers.progress(20 + ((kill * 7) % 13));
      await portal.kill();
      if (other.isUp) {
        await writers.progress(10);
      }
      await portal.start();
      await writers.progress(10);
      await writers.stop();
      await inside(look => checkWrites(portal.url, people.hind, writers, look));
    }
    t.diagnostic(
      `${writers.acknowledged.length} acknowledged writes, ${writers.unanswered} requests without an answer`,
    );
  });
}
