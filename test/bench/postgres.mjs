import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** The connection string of another database of the same server. */
export function databaseOf(connectionString, name) {
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  return url.href;
}

/** Answers of one row. */
export async function ask(connectionString, sql) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
}

/** User and system time of a process and of its children that have ended, in ticks of 10 ms; and its parent. */
function statOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent] = fields.slice(1, 2).map(Number);
  return {
    parent,
    ticks: fields.slice(11, 15).reduce((sum, n) => sum + Number(n), 0),
  };
}

/**
 * How to read the CPU time, in ms, that a server has used so far: its own, and that of all its processes.
 * Where there is no /proc, nothing.
 */
export async function cpuMeter(connectionString) {
  const { data_directory: folder } = await ask(
    connectionString,
    'SHOW data_directory',
  );
  const [first] = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split(
    '\n',
  );
  const server = Number(first);
  return () => {
    try {
      let { ticks } = statOf(server);
      for (const name of readdirSync('/proc')) {
        const stat = /^\d+$/.test(name) && childOf(server, name);
        ticks += stat ? stat.ticks : 0;
      }
      return ticks * 10;
    } catch {
      return undefined;
    }
  };
}

function childOf(server, pid) {
  try {
    const stat = statOf(pid);
    return stat.parent === server && stat;
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
