import { mockCredentials } from '@backstage/backend-test-utils';
import archiver from 'archiver';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import request from 'supertest';
import { fromBufferPromise } from 'yauzl';
import { Portal } from '../../__testUtils__/startPortal';

const command = path.resolve(
  __dirname,
  '../../../../../packages/change-audit/bin/change-audit',
);

/** Files of a pack by their paths. */
export type Files = Map<string, Buffer>;

/** Asks for a file as somebody. */
export async function download(
  { server }: Portal,
  name: string,
  route: string,
  query: object = {},
): Promise<{ status: number; body: Buffer; headers: Record<string, string> }> {
  return request(server)
    .get(`/api/change-management${route}`)
    .query(query)
    .set('Authorization', mockCredentials.user.header(`user:default/${name}`))
    .buffer(true)
    .parse((response, done) => {
      buffer(response as unknown as Readable).then(
        body => done(null, body),
        done as (error: unknown) => void,
      );
    });
}

export async function unzip(zipped: Buffer): Promise<Files> {
  const files: Files = new Map();
  const opened = await fromBufferPromise(zipped, {});
  for await (const entry of opened.eachEntry()) {
    const stream = await opened.openReadStreamPromise(entry);
    files.set(entry.fileName, await buffer(stream));
  }
  return files;
}

export async function zip(files: Files): Promise<Buffer> {
  const archive = archiver('zip');
  for (const [name, content] of files) {
    archive.append(content, { name });
  }
  void archive.finalize();
  return buffer(archive);
}

/** Runs the command that verifies, as a person would. */
export async function changeAudit(
  ...args: string[]
): Promise<{ code: number; said: string }> {
  return new Promise(resolve =>
    execFile(
      process.execPath,
      [command, 'verify', ...args],
      (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), said: out + err }),
    ),
  );
}
