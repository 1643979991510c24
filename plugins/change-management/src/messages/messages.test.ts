// It reads the sources of the plugin, where there is a disk to read from.
/* eslint-disable no-restricted-imports */
import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';

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
  const parts: object[] = readdirSync(__dirname)
    .filter(file => !file.endsWith('.test.ts'))
    .flatMap(file => Object.values(jest.requireActual(join(__dirname, file))));
  const keys = [...new Set(parts.flatMap(part => keysOf(part)))];
  const named = new Set(
    [...code.matchAll(/['`]([a-z]+\.[\w-]+)['`]/gi)].map(([, key]) => key),
  );
  // `state.${state}`: the type of the function that looks texts up holds these to keys that exist.
  const made = [
    ...new Set(
      [...code.matchAll(/`([a-z]+\.[\w-]*)\$\{/gi)].map(([, prefix]) => prefix),
    ),
  ];

  it('are named nowhere twice', () => {
    const groups = parts.flatMap(part => Object.keys(part));
    expect(new Set(groups).size).toBe(groups.length);
  });

  it('are all shown somewhere', () => {
    expect(keys.length).toBeGreaterThan(100);
    const unused = keys.filter(
      key => !named.has(key) && !made.some(prefix => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});
