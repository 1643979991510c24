import { defaultPolicy } from 'backstage-plugin-change-management-common';
import { readdirSync } from 'node:fs';
import { covered } from './clause';

for (const file of readdirSync(__dirname)) {
  if (file.endsWith('.test.ts')) {
    require(`./${file}`);
  }
}

it('has a file for every clause of the policy', () => {
  expect([...covered].sort()).toEqual(
    defaultPolicy.clauses.map(({ id }) => id).sort(),
  );
});
