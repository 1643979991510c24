// It reads the sources of the plugin, where there is a disk to read from.
/* eslint-disable no-restricted-imports */
import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { calendar } from './calendar';
import { change } from './change';
import { figures } from './figures';
import { form } from './form';
import { incidents } from './incidents';
import { judgement } from './judgement';
import { list } from './list';
import { models } from './models';
import { policy } from './policy';
import { reviews } from './reviews';
import { schedule } from './schedule';
import { sections } from './sections';
import { steps } from './steps';
import { windows } from './windows';
import { words } from './words';

const source = resolve(__dirname, '..');

function codeBelow(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return entry.name === 'messages' ? '' : codeBelow(path);
      }
      return /\.test\.tsx?$/.test(entry.name) ? '' : readFileSync(path, 'utf8');
    })
    .join('\n');
}

function keysOf(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string'
      ? [`${prefix}${name.replace(/_(one|other)$/, '')}`]
      : keysOf(text, `${prefix}${name}.`),
  );
}

describe('the texts', () => {
  const code = codeBelow(source);
  const parts = [
    models,
    figures,
    words,
    list,
    form,
    change,
    steps,
    judgement,
    sections,
    policy,
    calendar,
    schedule,
    windows,
    reviews,
    incidents,
  ];
  const keys = [...new Set(parts.flatMap(part => keysOf(part)))];
  const named = new Set(
    [...code.matchAll(/['`]([a-z]+\.[\w-]+)['`]/gi)].map(([, key]) => key),
  );
  // `state.${state}`: the type of the function that looks texts up holds these to keys that exist.
  const made = new Set(
    [...code.matchAll(/`([a-z]+\.)\$\{/gi)].map(([, prefix]) => prefix),
  );

  it('are named nowhere twice', () => {
    const groups = parts.flatMap(part => Object.keys(part));
    expect(new Set(groups).size).toBe(groups.length);
  });

  it('are all shown somewhere', () => {
    expect(keys.length).toBeGreaterThan(100);
    const unused = keys.filter(
      key => !named.has(key) && !made.has(`${key.split('.')[0]}.`),
    );
    expect(unused).toEqual([]);
  });

  it('are there for every place that shows one', () => {
    const groups = new Set(keys.map(key => key.split('.')[0]));
    const wanted = [...named].filter(key => groups.has(key.split('.')[0]));
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.filter(key => !keys.includes(key))).toEqual([]);
  });
});
