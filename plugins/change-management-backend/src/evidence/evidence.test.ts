import { Knex } from 'knex';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDatabases } from '../__testUtils__/databases';
import { roles } from '../__testUtils__/organisation';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { sealing } from '../audit/__testUtils__/room';
import {
  adjustablePolicy,
  deny,
} from '../permissions/__testUtils__/adjustablePolicy';
import { ownEntitiesOnly } from '../permissions/__testUtils__/narrowed';
import {
  changeAudit,
  download,
  Files,
  unzip,
  zip,
} from './__testUtils__/packs';

jest.setTimeout(240_000);

const { databases, supported } = createDatabases();
const day = 24 * 60 * 60 * 1000;
const period = {
  from: new Date(Date.now() - day).toISOString(),
  to: new Date(Date.now() + day).toISOString(),
};
const attack = '<script>alert("x")</script>';

describe.each(supported)('evidence, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let folder: string;
  const policy = adjustablePolicy();
  /** Closed, in implementation, a draft of another entity. */
  const ids: string[] = [];

  const json = (files: Files, name: string) =>
    JSON.parse(files.get(name)!.toString());

  async function verify(pack: Buffer, ...options: string[]) {
    const file = path.join(folder, 'pack.zip');
    await writeFile(file, pack);
    return changeAudit(file, ...options);
  }

  const takePack = (query: object = {}) =>
    download(portal, 'hind', '/evidence/pack', { ...period, ...query });

  const taken = () =>
    knex('record_events')
      .where({ type: 'evidence-taken' })
      .orderBy('position', 'desc');

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'evidence-'));
    knex = await databases.init(engine);
    portal = await startPortal({
      knex,
      features: [policy.feature],
      config: { changeManagement: { audit: sealing, roles } },
    });
    const { ask, step } = portal;
    const forms = [
      form({ title: attack, description: attack }),
      form(),
      form({ affectedEntities: ['component:default/mail'] }),
    ];
    for (const body of forms) {
      ids.push((await ask('amina', 'createChange', { body })).id);
    }
    await step('amina', 'editChange', ids[0], {
      revision: 1,
      justification: 'Because',
    });
    await walk(portal, ids[0], 'authorization');
    await step('salma', 'addComment', ids[0], { text: attack });
    await walk(portal, ids[0], 'closed');
    await walk(portal, ids[1], 'implementation');
    await ask('amina', 'reportDeployment', {
      body: {
        externalId: 'run-1',
        entityRef: 'component:default/orders',
        environment: 'production',
        version: '4',
        status: 'succeeded',
        startedAt: new Date().toISOString(),
      },
    });
    await ask('amina', 'reportDeployment', {
      body: {
        externalId: 'run-2',
        entityRef: 'component:default/mail',
        environment: 'production',
        version: '1',
        status: 'succeeded',
        startedAt: new Date().toISOString(),
      },
    });
  });

  afterEach(() => policy.set());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  describe('of one change', () => {
    it('holds who decided with the roles of that moment, versions, log and proofs', async () => {
      const evidence = await portal.ask('hind', 'getChangeEvidence', {
        path: { id: ids[0] },
      });
      expect(evidence.decisions).toMatchObject([
        {
          by: 'user:default/salma',
          decision: 'approve',
          stands: true,
          digest: evidence.change.digest,
          groups: expect.arrayContaining(['group:default/office']),
          roles: expect.arrayContaining([
            { role: 'changeManager', via: 'group:default/office' },
          ]),
        },
      ]);
      expect(evidence.versions).toMatchObject([
        { contentRevision: 1, content: { title: attack } },
        {
          contentRevision: 2,
          content: { justification: 'Because' },
          risk: { level: 'low' },
        },
      ]);
      expect(evidence.log.length).toBeGreaterThan(2);
      expect(evidence.comments).toMatchObject([{ text: attack }]);
      expect(evidence.notices.items.length).toBeGreaterThan(0);
      expect(evidence.change.clauses.length).toBeGreaterThan(10);
      expect(evidence.seal).toMatchObject({ ok: true });
      expect(evidence.seal.sealed).toBe(evidence.seal.events);
      expect(evidence.events.every((e: any) => e.proof)).toBe(true);
      expect((await taken().first()).data).toContain(`"changeId":"${ids[0]}"`);
    });

    it('comes as a file that is verified by itself', async () => {
      const { body, headers } = await download(
        portal,
        'omar',
        `/changes/${ids[1]}/evidence`,
        { format: 'zip' },
      );
      expect(headers['content-disposition']).toContain(`${ids[1]}.zip`);
      expect((await verify(body)).said).toMatch(
        /^OK 6 files, \d+ events, sign/,
      );
      const files = await unzip(body);
      expect(json(files, `changes/${ids[1]}.json`).deployments).toMatchObject([
        { externalId: 'run-1', events: [{ status: 'succeeded' }] },
      ]);
    });

    it('is for those who may read its trail', async () => {
      policy.set({ audit: deny });
      const path_ = { path: { id: ids[0] } };
      for (const operation of ['getChangeEvidence', 'getChangeSeal'] as const) {
        expect(await portal.send('omar', operation, path_)).toMatchObject({
          status: 403,
        });
      }
      policy.set({ read: deny });
      expect(
        await portal.send('omar', 'getChangeEvidence', path_),
      ).toMatchObject({ status: 404 });
      expect(await taken().where({ actor: 'user:default/omar' })).toHaveLength(
        1,
      );
    });
  });

  describe('of a period', () => {
    it('holds the whole population, and a sample that its seed draws again', async () => {
      const { body } = await takePack({ seed: 'Q4', sampleSize: 2 });
      const files = await unzip(body);
      const { sample, query } = json(files, 'manifest.json');
      expect(query).toMatchObject({ seed: 'Q4', sampleSize: 2 });
      const rows = files
        .get('population/changes.ndjson')!
        .toString()
        .trim()
        .split('\n')
        .map(line => JSON.parse(line));
      expect(rows.map(({ id }) => id)).toEqual(ids);
      expect(rows.filter(row => row.sampled)).toHaveLength(2);
      const drawn = sample.drawn.map(({ id }: { id: string }) => id);
      for (const id of drawn) {
        expect(json(files, `changes/${id}.json`).change.id).toBe(id);
        expect(files.get(`changes/${id}.html`)).toBeDefined();
      }
      expect(json(files, 'population.json').population).toMatchObject({
        changes: 3,
        deployments: 2,
        darkChanges: 1,
        completeness: { expected: 3, included: 3, hidden: 0, unused: 0 },
      });
      const again = await unzip(
        (
          await takePack({ seed: 'Q4', sampleSize: 2 })
        ).body,
      );
      expect(json(again, 'manifest.json').sample).toEqual(sample);
      const note = (await taken().first()).data;
      expect(JSON.parse(note)).toMatchObject({ seed: 'Q4', sample: drawn });
    });

    it('is verified with no database and no network, and by a known key', async () => {
      const { body } = await takePack();
      const { current } = await portal.ask('omar', 'getAuditKeys');
      const found = await verify(body, '--key', current);
      expect(found).toEqual({
        code: 0,
        said: expect.stringMatching(
          /^OK 17 files, \d+ events, a sample of 3 out of 3, signed by portal/,
        ),
      });
      const stranger =
        'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
      expect((await verify(body, '--key', stranger)).said).toMatch(
        /^BAD manifest.note: is not signed by PeterNeumann/,
      );
    });

    it.each<[string, (files: Files) => string, RegExp]>([
      [
        'a file altered',
        files => {
          const name = `changes/${ids[0]}.json`;
          const text = files.get(name)!.toString();
          files.set(name, Buffer.from(text.replace('"closed"', '"opened"')));
          return name;
        },
        /is not what the manifest says/,
      ],
      [
        'a file taken out',
        files => {
          files.delete('clauses.json');
          return 'clauses.json';
        },
        /is missing/,
      ],
      [
        'a file put in',
        files => {
          files.set('changes/CHG-9.json', Buffer.from('{}'));
          return 'changes/CHG-9.json';
        },
        /is not in the manifest/,
      ],
      [
        'its manifest altered',
        files => {
          const text = files.get('manifest.json')!.toString();
          files.set('manifest.json', Buffer.from(text.replace('hind', 'h1nd')));
          return 'manifest.json';
        },
        /is not what was signed/,
      ],
    ])('shows %s', async (_, tamper, reason) => {
      const files = await unzip((await takePack()).body);
      const name = tamper(files);
      const { code, said } = await verify(await zip(files));
      expect(code).toBe(1);
      expect(said).toContain(`BAD ${name}`);
      expect(said).toMatch(reason);
    });

    it('shows a byte that was flipped on the way', async () => {
      const { body } = await takePack();
      const flipped = Buffer.from(body);
      flipped[Math.floor(body.length / 3)] ^= 1;
      const { code, said } = await verify(flipped);
      expect(code).toBe(1);
      expect(said).toMatch(/^BAD [\w/.-]+: /);
    });

    it('escapes what people wrote, and loads nothing', async () => {
      const files = await unzip((await takePack()).body);
      const pages = [...files].filter(([name]) => name.endsWith('.html'));
      expect(pages).toHaveLength(4);
      for (const [, content] of pages) {
        const text = content.toString();
        expect(text).not.toContain('<script');
        expect(text).toContain(`default-src 'none'`);
      }
      expect(files.get(`changes/${ids[0]}.html`)!.toString()).toContain(
        '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;',
      );
    });

    it('is about one system, whose other numbers are accounted for', async () => {
      const entityRef = 'component:default/mail';
      const files = await unzip((await takePack({ entityRef })).body);
      expect(json(files, 'population.json').population).toMatchObject({
        changes: 1,
        deployments: 1,
        darkChanges: 1,
        completeness: { expected: 3, included: 1, others: 2 },
      });
      const whole = await portal.ask('hind', 'getCompliance', {
        query: { ...period, entityRef: 'system:default/shop' },
      });
      expect(whole.population.changes).toBe(3);
      const started = await portal.ask('hind', 'getCompliance', {
        query: { ...period, basis: 'carried-out' },
      });
      expect(started.population).toMatchObject({
        changes: 2,
        completeness: { first: ids[0], last: ids[1], expected: 2 },
      });
    });

    it('tells numbers that no change has, and those that its reader may not see', async () => {
      policy.set(ownEntitiesOnly);
      const seen = await portal.ask('hind', 'getCompliance', { query: period });
      const hiddenRanges = [{ first: ids[2], last: ids[2] }];
      expect(seen.population).toMatchObject({
        changes: 2,
        completeness: { expected: 3, hidden: 1, unused: 0, hiddenRanges },
      });
      const files = await unzip((await takePack()).body);
      expect(files.get('population/changes.ndjson')!.toString()).not.toContain(
        ids[2],
      );
      expect(files.has(`changes/${ids[2]}.json`)).toBe(false);

      policy.set();
      const number = (id: string) => Number(id.slice(4));
      const row = await knex('changes')
        .where({ number: number(ids[2]) })
        .first();
      const last = number(ids[2]) + 5;
      await knex('changes').insert({ ...row, number: last });
      const { population } = await portal.ask('hind', 'getCompliance', {
        query: period,
      });
      await knex('changes').where({ number: last }).delete();
      expect(population.completeness).toMatchObject({
        expected: 8,
        included: 4,
        unused: 4,
        unusedRanges: [{ first: `CHG-${last - 4}`, last: `CHG-${last - 1}` }],
      });
    });

    it('is for those who read the whole trail', async () => {
      for (const name of ['amina', 'youssef', 'omar']) {
        const { status } = await download(
          portal,
          name,
          '/evidence/pack',
          period,
        );
        expect(status).toBe(403);
        for (const operation of ['getCompliance'] as const) {
          const answer = await portal.send(name, operation, { query: period });
          expect(answer.status).toBe(403);
        }
      }
      const { status } = await takePack({ to: period.from });
      expect(status).toBe(400);
    });
  });

  it('says what is open, clause by clause', async () => {
    const compliance = await portal.ask('hind', 'getCompliance', {
      query: period,
    });
    expect(compliance.clausesReadOf).toBe(3);
    const form31 = compliance.clauses.find((c: any) => c.id === '§3.1');
    expect(
      form31.met + form31.open + form31.waived + form31.notApplicable,
    ).toBe(3);
    expect(compliance.clauses.some((c: any) => c.openIn.includes(ids[2]))).toBe(
      true,
    );
    expect(compliance.openItems).toMatchObject([
      { kind: 'unauthorized-change', title: 'component:default/mail' },
    ]);
  });

  it('remembers the last verification of the whole', async () => {
    expect(await portal.ask('hind', 'getLatestVerification')).toEqual({});
    await portal.ask('karim', 'verifyTrail', { query: { from: '1' } });
    expect(await portal.ask('hind', 'getLatestVerification')).toEqual({});
    await portal.ask('karim', 'verifyTrail');
    expect(await portal.ask('hind', 'getLatestVerification')).toMatchObject({
      latest: { by: 'user:default/karim', verdict: { ok: true } },
    });
  });
});
