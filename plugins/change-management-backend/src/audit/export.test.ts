import { mockCredentials } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import { createDatabases } from '../__testUtils__/databases';
import { roles } from '../__testUtils__/organisation';
import { form, Portal, startPortal } from '../__testUtils__/startPortal';
import { walk } from '../__testUtils__/walk';
import { auditRoom, sealing } from './__testUtils__/room';
import { toCell } from './Exporter';
import { RecordTrail } from './RecordTrail';

jest.setTimeout(240_000);

const { databases, supported } = createDatabases();
const command = path.resolve(
  __dirname,
  '../../../../packages/change-audit/bin/change-audit',
);

describe.each(supported)('an export of the trail, %s', engine => {
  let knex: Knex;
  let portal: Portal;
  let folder: string;
  let lines: string[];

  const download = (name: string, query: object) =>
    request(portal.server)
      .get('/api/change-management/audit/export')
      .query(query)
      .set('Authorization', mockCredentials.user.header(`user:default/${name}`))
      .buffer(true)
      .parse((response, done) => {
        const pieces: Buffer[] = [];
        response.on('data', piece => pieces.push(piece));
        response.on('end', () => done(null, Buffer.concat(pieces).toString()));
      });

  async function verify(exported: string[], ...options: string[]) {
    const file = path.join(folder, 'export.ndjson');
    await writeFile(file, `${exported.join('\n')}\n`);
    return new Promise<{ code: number; said: string }>(resolve =>
      execFile(
        process.execPath,
        [command, 'verify', file, ...options],
        (error, out, err) =>
          resolve({ code: Number(error?.code ?? 0), said: out + err }),
      ),
    );
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'change-audit-'));
    knex = await databases.init(engine);
    portal = await startPortal({
      knex,
      config: { changeManagement: { audit: sealing, roles } },
    });
    const { id } = await portal.ask('amina', 'createChange', {
      body: form({ title: 'Zoë’s change:\u2028 5 € → "more"' }),
    });
    await walk(portal, id, 'closed');
    await knex.transaction(tx =>
      new RecordTrail(knex).append(
        tx,
        'policy:7',
        [{ type: 'noted' }, { type: 'noted' }],
        { actor: 'user:default/salma', at: '2026-12-01T12:00:00.000Z' },
      ),
    );
    await auditRoom(knex).sealer.seal();
    const { body } = await download('hind', {});
    lines = body.trimEnd().split('\n');
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is verified by itself, and by a key that is known', async () => {
    const found = await verify(lines);
    expect(found).toEqual({
      code: 0,
      said: expect.stringMatching(
        new RegExp(
          `^OK ${lines.length - 2} events, checkpoint of size ${
            lines.length - 2
          } of ${sealing.origin}, signed by ${sealing.origin}\\+`,
        ),
      ),
    });
    const { current } = await portal.ask('omar', 'getAuditKeys');
    expect((await verify(lines, '--key', current)).code).toBe(0);
    const stranger =
      'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const refused = await verify(lines, '--key', stranger);
    expect(refused.code).toBe(1);
    expect(refused.said).toContain('is not signed by PeterNeumann');
  });

  it('is verified in part, with the root of the whole', async () => {
    const { body } = await download('hind', { from: 3, to: 7 });
    const part = body.trimEnd().split('\n');
    expect(part).toHaveLength(6);
    expect((await verify(part)).said).toMatch(/^OK 4 events/);
    part[3] = part[3].replace('user:default/', 'user:default/x');
    expect((await verify(part)).said).toMatch(
      /^BAD CHG-\d+, event 6, leaf 5, line 4: does not match its hash/,
    );
  });

  it('is verified of a time, whose events it holds, and no more than lie between', async () => {
    const times = lines
      .slice(1, -1)
      .map(line => JSON.parse(line).event.occurredAt as string);
    const [from, to] = [times[3], '2026-12-01T12:00:00.000Z'];
    const { body } = await download('hind', { from, to });
    const part = body.trimEnd().split('\n');
    const leaves: any[] = part
      .slice(1, -1)
      .map((line: string) => JSON.parse(line));
    const isOfThen = (time: string) => time >= from && time < to;
    expect(
      leaves.filter(({ event }: any) => isOfThen(event.occurredAt)),
    ).toHaveLength(times.filter(isOfThen).length);
    expect(isOfThen(leaves[0].event.occurredAt)).toBe(true);
    expect(isOfThen(leaves[leaves.length - 1].event.occurredAt)).toBe(true);
    expect(leaves.length).toBeLessThan(times.length);
    expect((await verify(part)).said).toContain(
      `OK ${leaves.length} events, checkpoint of size ${times.length}`,
    );
    part[2] = part[2].replace('user:default/', 'user:default/x');
    expect((await verify(part)).said).toMatch(
      /^BAD .* does not match its hash/,
    );

    const table = await download('hind', { from, to, format: 'csv' });
    expect(table.body.trimEnd().split('\n')).toHaveLength(
      times.filter(isOfThen).length + 1,
    );
  });

  it('is verified of a time in which nothing happened', async () => {
    const { body } = await download('hind', {
      from: '2020-01-01T00:00:00Z',
      to: '2020-02-01T00:00:00Z',
    });
    expect((await verify(body.trimEnd().split('\n'))).said).toMatch(
      /^OK 0 events/,
    );
  });

  it.each<[string, (given: string[]) => string[], RegExp]>([
    [
      'flipped',
      given => given.with(4, given[4].replace('"actor":"u', '"actor":"v')),
      /^BAD CHG-\d+, event 4, leaf 3, line 5: does not match its hash/,
    ],
    [
      'taken out',
      given => given.toSpliced(4, 1),
      /^BAD CHG-\d+, event 5, leaf 4, line 5: does not follow/,
    ],
    [
      'put in',
      given => given.toSpliced(4, 0, given[3]),
      /^BAD CHG-\d+, event 3, leaf 2, line 5: does not follow/,
    ],
    [
      'put elsewhere',
      given => given.with(4, given[5]).with(5, given[4]),
      /^BAD CHG-\d+, event 5, leaf 4, line 5: does not follow/,
    ],
    ['cut off', given => given.slice(0, -1), /^BAD line \d+: is not the end/],
    [
      'sealed by nobody',
      given => {
        const end = JSON.parse(given[given.length - 1]);
        const [text] = end.checkpoint.split('\n\n');
        return given.with(
          -1,
          JSON.stringify({ ...end, checkpoint: `${text}\n` }),
        );
      },
      /^BAD the checkpoint is not signed by/,
    ],
  ])('shows an event that was %s', async (_, tamper, said) => {
    expect((await verify(tamper(lines))).said).toMatch(said);
  });

  it('is for those who may read everything', async () => {
    for (const name of ['amina', 'omar']) {
      const { status, body } = await download(name, {});
      expect(status).toBe(403);
      expect(body).toContain('or an auditor may export the audit trail');
    }
    expect((await download('hind', { format: 'xml' })).status).toBe(400);
    expect((await download('hind', { to: 9999 })).status).toBe(400);
    for (const from of ['yesterday', '2100-01-01T00:00:00Z', '-1']) {
      const { status, body } = await download('hind', { from });
      expect(status).toBe(400);
      expect(JSON.parse(body).error.fields).toEqual([
        {
          path: 'from',
          message: 'must be a leaf, or an ISO 8601 time with offset',
        },
      ]);
    }
    const backwards = {
      from: '2026-12-02T00:00:00Z',
      to: '2026-12-01T00:00:00Z',
    };
    expect((await download('hind', backwards)).status).toBe(400);
  });

  it('comes as a table that a spreadsheet does not calculate', async () => {
    const { body, headers } = await download('hind', { format: 'csv' });
    expect(headers['content-type']).toContain('text/csv');
    expect(body.split('\n')[0]).toContain('leafIndex,source,subject');
    expect(body.trimEnd().split('\n')).toHaveLength(lines.length - 1);
    expect(toCell('=1+1')).toBe("'=1+1");
    expect(toCell('+1,"a"')).toBe(`"'+1,""a"""`);
    expect(toCell('\t@x')).toBe("'\t@x");
    for (const sign of '=+-@\t\r\n＝＋－＠﹦﹢﹣﹫−') {
      expect(toCell(`${sign}cmd`)).toMatch(/^"?'/);
    }
    expect(toCell('plain')).toBe('plain');
  });
});
