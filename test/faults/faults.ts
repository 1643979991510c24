import { after, before, describe } from 'node:test';
import { tryConcurrency } from './concurrency';
import { tryKills } from './kills';
import { tryNeighbours } from './neighbours';
import { tryNotices } from './notices';
import { tryOutage } from './outages';
import { onPostgres, onSqlite, PostgresScene, Scene } from './Scene';

const isShort = process.argv.includes('--short');
let postgres: PostgresScene;
let sqlite: Scene;

describe('one process on SQLite', () => {
  before(async () => {
    sqlite = await onSqlite();
  });
  tryKills(() => sqlite, isShort ? 1 : 10);
});

describe('two processes on one PostgreSQL', () => {
  before(async () => {
    postgres = await onPostgres(2);
  });
  const scene = () => postgres;

  tryKills(scene, isShort ? 1 : 10);
  tryConcurrency(scene);
  tryNeighbours(scene);
  tryOutage(
    scene,
    { name: 'is stopped', begin: 'stop', end: 'start' },
    isShort ? 3 : 30,
  );
  if (!isShort) {
    tryOutage(scene, { name: 'hangs', begin: 'pause', end: 'resume' }, 30);
  }
});

// At the end, when the leases of those who were killed have passed.
describe('notices', () => {
  tryNotices('PostgreSQL', () => postgres);
  tryNotices('SQLite', () => sqlite);
  after(() => Promise.all([postgres?.end(), sqlite?.end()]));
});
