import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { defaultPolicy } from 'backstage-plugin-change-management-common';
import { Knex } from 'knex';
import { stringify } from 'yaml';
import { roles } from '../__testUtils__/organisation';
import { createDatabases } from '../__testUtils__/databases';
import { form, startPortal } from '../__testUtils__/startPortal';
import { RecordTrail } from '../audit/RecordTrail';
import { hashOf, toCanonicalJson } from '../platform/canonical';
import { connect } from '../platform/database';
import { amended } from './__testUtils__/amended';
import { DatabasePolicyService } from './DatabasePolicyService';
import { DatabasePolicyStore } from './DatabasePolicyStore';
import { ensureFirstPolicy } from './firstPolicy';

jest.setTimeout(120_000);

const { databases, supported } = createDatabases();
const logger = mockServices.logger.mock();
const clock = () => new Date();

describe.each(supported)('the first policy, %s', engine => {
  let knex: Knex;
  let directory: string;
  let file: string;
  beforeEach(async () => {
    knex = await databases.init(engine);
    directory = await mkdtemp(join(tmpdir(), 'policy-'));
    file = join(directory, 'policy.yaml');
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  const configOf = (more: JsonObject = { policy: { file } }) => ({
    changeManagement: { roles, ...more },
  });
  const start = () => startPortal({ knex, config: configOf() });
  /** As one more process would do at its start. */
  const ensure = async (config: JsonObject = configOf()) => {
    const store = new DatabasePolicyStore(knex, logger);
    await ensureFirstPolicy({
      config: mockServices.rootConfig({ data: config }),
      database: knex,
      store,
      trail: new RecordTrail(knex),
      logger,
      clock,
    });
    return store;
  };
  const migrated = () =>
    connect(mockServices.database({ knex })).then(() => undefined);

  it('may come from a file, which is not read a second time', async () => {
    await writeFile(file, stringify(amended('3.0')));
    const { ask } = await start();
    expect(await ask('omar', 'getPolicy')).toEqual(amended('3.0'));
    await writeFile(file, 'version: broken');
    await rm(file);
    const again = await start();
    expect((await again.ask('omar', 'listPolicies')).items).toHaveLength(1);
  });

  it('may be JSON', async () => {
    await migrated();
    await writeFile(file, JSON.stringify(amended('3.0'), undefined, 2));
    const store = await ensure();
    expect((await store.get('3.0'))!.digest).toBe(hashOf(amended('3.0')));
  });

  it('stops the start when its file is not sound, with everything wrong in it', async () => {
    const document: any = amended('3.0');
    document.approvalRules[0].clause = '§99';
    document.notice.hours = 'soon';
    delete document.emergency;
    await writeFile(file, stringify(document));
    await expect(start()).rejects.toThrow(
      /approvalRules\.0\.clause.*notice\.hours|notice\.hours.*approvalRules\.0\.clause/s,
    );
    await expect(start()).rejects.toThrow(/emergency: must be given/);
    expect(await knex('policies').select()).toEqual([]);
  });

  it.each([
    ['is not there', undefined, 'ENOENT'],
    ['is not YAML', 'a: [', 'Flow sequence'],
    ['is empty', '', 'must be'],
    [
      'takes effect later',
      stringify({ ...amended('3.0'), effectiveDate: '2090-01-01' }),
      'effectiveDate: must not lie in the future',
    ],
  ])('stops the start when its file %s', async (_why, text, message) => {
    await migrated();
    if (text !== undefined) {
      await writeFile(file, text);
    }
    const error: Error = await ensure().then(
      () => new Error('It started'),
      problem => problem,
    );
    expect(error.message).toContain(`Invalid policy ${file}`);
    expect(error.message.toLowerCase()).toContain(
      (text === '' ? 'expected object' : message).toLowerCase(),
    );
  });

  it('is stored once, however many processes start at once', async () => {
    await migrated();
    await Promise.all(Array.from({ length: 5 }, () => ensure(configOf({}))));
    expect(await knex('policies').select('version')).toEqual([
      { version: '1.0' },
    ]);
    expect(await new RecordTrail(knex).list('policy:1.0')).toHaveLength(1);
  });

  it('leaves what was judged before it to the shipped one', async () => {
    await migrated();
    await writeFile(file, stringify(amended('3.0')));
    const store = await ensure();
    const service = new DatabasePolicyService({ store, clock });
    expect(await service.get('1.0')).toEqual(defaultPolicy);
    await expect(service.get('2.0')).rejects.toThrow('There is no policy 2.0.');
  });

  it('may have been written by an earlier plugin', async () => {
    const { ask } = await startPortal({ knex });
    const { id } = await ask('amina', 'createChange', { body: form() });
    const document: any = structuredClone(defaultPolicy);
    for (const rule of document.approvalRules) {
      delete rule.quorum;
    }
    delete document.drift;
    await knex('policies').insert({
      version: '0.9',
      state: 'published',
      effective_date: '2025-01-01',
      document: toCanonicalJson({ ...document, version: '0.9' }),
      digest: hashOf(document),
      authors: '[]',
      proposed_by: 'user:default/salma',
      proposed_at: '2025-01-01T00:00:00.000Z',
    });
    const text = await knex('changes').first('document');
    await knex('changes').update({
      document: text.document.replace(
        '"policyVersion":"1.0"',
        '"policyVersion":"0.9"',
      ),
    });
    // Another process, as after an upgrade: the one that wrote a change remembers what it wrote.
    const upgraded = await startPortal({ knex });
    const change = await upgraded.ask('omar', 'getChange', { path: { id } });
    expect(change.policyVersion).toBe('0.9');
    const { document: shown } = await upgraded.ask('omar', 'getPolicyVersion', {
      path: { version: '0.9' },
    });
    expect(shown).toEqual({ ...defaultPolicy, version: '0.9' });
  });

  it('is asked for once in ten seconds', async () => {
    await migrated();
    const store = await ensure(configOf({}));
    let now = Date.now();
    const service = new DatabasePolicyService({
      store,
      clock: () => new Date(now),
    });
    let statements = 0;
    knex.on('query', () => {
      statements += 1;
    });
    await Promise.all([service.getCurrent(), service.getCurrent()]);
    await service.get('1.0');
    expect(statements).toBe(2);
    now += 9_999;
    await service.getCurrent();
    expect(statements).toBe(2);
    now += 1;
    await service.getCurrent();
    expect(statements).toBe(3);
  });
});
