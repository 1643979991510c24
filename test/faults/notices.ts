import { it, TestContext } from 'node:test';
import { checkNotices } from './checks';
import { Scene } from './Scene';

/**
 * A notice that was being sent when its process was killed is sent again when its lease has ended; those of a busy moment
 * come together at the end of a minute.
 */
const deliveredWithin = 180_000;

/** After all that has happened: nobody missed anything, and nobody was told twice. */
export function tryNotices(name: string, scene: () => Scene): void {
  it(`every notice has reached each of its readers once, ${name}`, async (t: TestContext) => {
    const { portals, people, inside } = scene();
    const count = await inside(look =>
      checkNotices(portals[0].url, people.hind, look, deliveredWithin),
    );
    t.diagnostic(`${count} notices`);
  });
}
