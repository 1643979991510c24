import { readFileSync } from 'fs';
import { resolve } from 'path';
import { parseDocument } from 'yaml';

const docs = resolve(__dirname, '../../../../../docs');

/** The blocks of code under a heading of a document, in their order. */
export function codeOf(
  document: string,
  heading: string,
  language: string,
): string[] {
  const [, section] = readFileSync(resolve(docs, document), 'utf8').split(
    `\n## ${heading}\n`,
  );
  const [own] = section.split('\n## ');
  return [...own.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, language_]) => language_ === language)
    .map(([, , code]) => code);
}

/** What YAML says, where nothing about it is doubtful. */
export function yamlOf(text: string): unknown {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}

/** The text with each match in the place of the value that it names; a name that nobody gives is an error. */
export function filledIn(
  text: string,
  names: RegExp,
  values: Record<string, string>,
): string {
  return text.replace(names, (_, name: string) => {
    if (!(name in values)) {
      throw new Error(`Nothing is called ${name}`);
    }
    return values[name];
  });
}
