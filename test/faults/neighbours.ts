import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { assertUnavailable } from './answers';
import { form, lifeOf } from './life';
import { Person } from './people';
import { PostgresScene } from './Scene';

/** The catalog or the sign-in fails, since its own database is not there. */
export function tryNeighbours(scene: () => PostgresScene): void {
  it('the catalog away: what needs it is refused, the rest is answered', async () => {
    const { portals, people, without } = scene();
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

    await without('catalog', async () => {
      for (const operation of ['createChange', 'previewChange'] as const) {
        const answer = await amina.send(url, operation, { body });
        assertUnavailable(answer, /software catalog does not answer/);
      }
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
    });
    await amina.ask(url, 'createChange', { body });
  });

  it('the sign-in away: whoever is not known is refused, others go on', async () => {
    const { portals, without } = scene();
    const { url } = portals[0];
    const stranger = await Person.signIn(url, 'zineb');
    const known = await Person.signIn(url, 'ilyas');
    // The signature has been seen, but nobody has asked who that is.
    await stranger.ask(url, 'getPolicy');
    // Asked for the first time, and so known for as long as anybody is.
    await known.ask(url, 'listChanges');

    await without('auth', async () => {
      assertUnavailable(await stranger.send(url, 'getMe'));
      const body = form('Who am I?');
      assertUnavailable(await stranger.send(url, 'createChange', { body }));
      await known.ask(url, 'createChange', { body: form('I am known') });
    });
    await stranger.ask(url, 'getMe');
  });
}
