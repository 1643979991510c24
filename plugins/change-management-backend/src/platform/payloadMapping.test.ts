import { payloadMappingSchema, readPayload } from './payloadMapping';

const schema = payloadMappingSchema(['title', 'status', 'startedAt']);

const read = (mapping: object, payload: unknown, headers = {}) =>
  readPayload(schema.parse(mapping), {
    rawBody: Buffer.from(
      typeof payload === 'string' ? payload : JSON.stringify(payload),
    ),
    headers,
  });

describe('a mapping of posts', () => {
  it('takes the whole post for one record, and leaves out what is not there', async () => {
    expect(
      await read(
        { fields: { title: "job.name & ' no. ' & id", startedAt: 'begun' } },
        { id: 7, job: { name: 'orders' }, begun: null },
      ),
    ).toEqual([{ title: 'orders no. 7' }]);
  });

  it('makes a record of each that is found, one or many, with the whole post at hand', async () => {
    const mapping = {
      each: "builds[kind = 'deploy']",
      fields: { title: '$payload.project & name' },
    };
    const posted = (...builds: object[]) => ({ project: 'shop/', builds });
    expect(
      await read(
        mapping,
        posted(
          { kind: 'deploy', name: 'a' },
          { kind: 'test', name: 'b' },
          { kind: 'deploy', name: 'c' },
        ),
      ),
    ).toEqual([{ title: 'shop/a' }, { title: 'shop/c' }]);
    expect(await read(mapping, posted({ kind: 'deploy', name: 'a' }))).toEqual([
      { title: 'shop/a' },
    ]);
    expect(await read(mapping, posted({ kind: 'test' }))).toEqual([]);
  });

  it('puts its words in the place of theirs, and leaves others as they are', async () => {
    const mapping = {
      fields: {
        status: { from: 'result', words: { SUCCESS: 'succeeded' } },
      },
    };
    const results = ['SUCCESS', 'NOT_BUILT', 'constructor', 1, false];
    for (const result of results) {
      expect(await read(mapping, { result })).toEqual([
        { status: result === 'SUCCESS' ? 'succeeded' : result },
      ]);
    }
  });

  it('reads headers', async () => {
    const mapping = {
      each: "$headers.`x-event` = 'deployment' ? $ : []",
      fields: { title: 'name' },
    };
    const sent = { name: 'a' };
    expect(await read(mapping, sent, { 'x-event': 'deployment' })).toEqual([
      { title: 'a' },
    ]);
    expect(await read(mapping, sent, { 'x-event': 'push' })).toEqual([]);
  });

  it('refuses what is not JSON, or cannot be worked out, by the name of the field', async () => {
    const mapping = { fields: { startedAt: '$fromMillis(at)' } };
    await expect(read(mapping, 'at=1')).rejects.toThrow('not JSON');
    await expect(read(mapping, { at: 'noon' })).rejects.toThrow('startedAt: ');
    expect(await read(mapping, { at: 1_700_000_000_000 })).toEqual([
      { startedAt: '2023-11-14T22:13:20.000Z' },
    ]);
  });

  it('reaches nothing but the post', async () => {
    for (const title of [
      "constructor.constructor('return process')()",
      '__proto__',
      'process.env',
      '$process',
    ]) {
      expect(await read({ fields: { title } }, {})).toEqual([{}]);
    }
  });

  it('is refused with every wrong expression and field named', () => {
    const { error } = schema.safeParse({
      each: 'a..',
      fields: { title: 'b[', nothing: 'c' },
    });
    const paths = error!.issues.map(({ path }) => path.join('.'));
    expect(paths).toEqual(expect.arrayContaining(['each', 'fields.title']));
    expect(JSON.stringify(error!.issues)).toContain('nothing');
  });
});
