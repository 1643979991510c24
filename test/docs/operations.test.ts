import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const backend = join(root, 'plugins/change-management-backend');
const operations = readFileSync(join(root, 'docs/operations.md'), 'utf8');

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ts|js)$/.test(name) && !/\.test\./.test(name))
    .map(name => readFileSync(join(folder, name), 'utf8'));
}

function foundIn(folder: string, pattern: RegExp): string[] {
  return sourcesBelow(join(backend, folder)).flatMap(text =>
    [...text.matchAll(pattern)].map(([, name]) => name),
  );
}

it('tells operators of every task', () => {
  const tasks = foundIn('src', /scheduleTask\(\{\s*id: '([^']+)'/g);
  expect(tasks.length).toBeGreaterThan(10);
  expect(tasks.filter(id => !operations.includes(`| \`${id}\``))).toEqual([]);
});

it('tells operators of every table', () => {
  const tables = foundIn('migrations', /createTable\(\s*'([^']+)'/g);
  expect(tables.length).toBeGreaterThan(20);
  expect(tables.filter(name => !operations.includes(`\`${name}\``))).toEqual(
    [],
  );
});
