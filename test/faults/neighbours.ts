import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { assertUnavailable } from './answers';
import { form, lifeOf } from './life';
import { Person } from './people';
import { PostgresScene } from './Scene';

/** The catalog or the sign-in fails, since its own database is not there. */
export function tryNeighbours(scene: () => PostgresScene): void {
  it('the catalog away: what needs it is refused, the rest is answered', async () => {
    const { portals, people, withhold } = scene();
    const { amina } = people;
    const { url } = portals[1];
    const [create, comment] = lifeOf('Without a catalog');
    const { id } = await amina.ask(url, 'createChange', {
      body: create.body(),
    });
    await amina.ask(url, 'addComment', { id, body: comment.body() });
    const body = {
      ...form('Unheard of'),
      affectedEntities: [`component:default/${randomUUID()}`],
    };

    const giveBack = await withhold('catalog');
    assertUnavailable(
      await amina.send(url, 'createChange', { body }),
      /software catalog/,
    );
    assertUnavailable(
      await amina.send(url, 'previewChange', { body }),
      /software catalog/,
    );
    for (const operation of ['getMe', 'getPolicy', 'getOpenApi'] as const) {
      await amina.ask(url, operation);
    }
    for (const operation of [
      'getChange',
      'listLog',
      'listComments',
      'listAuditEvents',
    ] as const) {
      await amina.ask(url, operation, { id });
    }
    await giveBack();
    await amina.ask(url, 'createChange', { body });
  });

  it('the sign-in away: whoever is not known is refused, others go on', async () => {
    const { portals, people, withhold } = scene();
    const { url } = portals[0];
    // Signed in, but change management has not asked yet who they are.
    const stranger = await Person.signIn(url, 'zineb');
    await people.amina.ask(url, 'listChanges');

    const giveBack = await withhold('auth');
    assertUnavailable(await stranger.send(url, 'getMe'), /does not answer/);
    assertUnavailable(
      await stranger.send(url, 'createChange', { body: form('Who am I?') }),
      /does not answer/,
    );
    await people.amina.ask(url, 'createChange', { body: form('I am known') });
    await giveBack();
    await stranger.ask(url, 'getMe');
  });
}
