import { ConfigurationFormat } from 'backstage-plugin-change-management-common';
import { visit as visitJson } from 'jsonc-parser';
import {
  Alias,
  Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  Pair,
  parseAllDocuments,
  Scalar,
  visit as visitYaml,
} from 'yaml';
import { isPlaceholder, namesPassword, namesSecret } from './names';
import { Secret } from './Secret';

/** A text as its format reads it. */
export interface Reading {
  /** Where it is not what the format allows, by position; the words quote nothing of it. */
  problems: { position: number; message: string }[];
  secrets: Secret[];
  /** Values that a bare mark cannot begin, as it would mean something else. */
  bare: { start: number; end: number }[];
}

function looksSecret(key: string, value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'bigint') {
    return namesPassword(key);
  }
  return (
    typeof value === 'string' &&
    !isPlaceholder(value) &&
    !(/^\d+$/.test(value) && !namesPassword(key))
  );
}

function whatOf(key: string): string {
  return namesPassword(key) ? 'a password' : 'a secret';
}

function readJson(content: string): Reading {
  const reading: Reading = { problems: [], secrets: [], bare: [] };
  const path: (string | undefined)[] = [];
  let key: string | undefined;
  visitJson(
    content,
    {
      onObjectBegin: () => void path.push(key),
      onArrayBegin: () => void path.push(key),
      onObjectEnd: () => {
        key = path.pop();
      },
      onArrayEnd: () => {
        key = path.pop();
      },
      onObjectProperty(name) {
        key = name;
      },
      onLiteralValue(value, start, length) {
        if (key && namesSecret(key) && looksSecret(key, value)) {
          const what = whatOf(key);
          reading.secrets.push({
            ...{ start, end: start + length },
            ...{ what, quote: true },
          });
        }
      },
      onError(_code, position) {
        reading.problems.push({ position, message: 'is not JSON' });
      },
    },
    { disallowComments: true },
  );
  return reading;
}

type Node = Scalar | Alias | unknown;

function scalarsIn(node: Node, document: Document): Scalar[] {
  if (isAlias(node)) {
    const target = node.resolve(document);
    return isScalar(target) ? [target] : [];
  }
  if (isSeq(node)) {
    return node.items.flatMap(item => scalarsIn(item, document));
  }
  return isScalar(node) ? [node] : [];
}

/** A manifest of Kubernetes whose data is nothing but secrets. */
function kubernetesSecrets(document: Document): Scalar[] {
  const { contents } = document;
  if (!isMap(contents) || contents.get('kind') !== 'Secret') {
    return [];
  }
  return ['data', 'stringData'].flatMap(name => {
    const data = contents.get(name, true) as unknown;
    return isMap(data)
      ? data.items.flatMap(({ value }) => scalarsIn(value, document))
      : [];
  });
}

function rangeOf(node: Scalar): { start: number; end: number } {
  const [start, end] = node.range!;
  return { start, end };
}

function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

/**
 * Words and marks of a YAML that is read, some seconds' work at worst; a megabyte of short keys and values has some three
 * hundred and fifty thousand.
 */
const TOKENS_AT_MOST = 400_000;

function isTangled(content: string): boolean {
  let tokens = 0;
  for (const _token of new Lexer().lex(content)) {
    tokens += 1;
    if (tokens > TOKENS_AT_MOST) {
      return true;
    }
  }
  return false;
}

/** The parser makes an error for each mistake; where it was made is of no use, and costs more than all the rest. */
function parseYaml(content: string) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    // Whether keys are unique is looked at below: the parser compares each with all others.
    return parseAllDocuments(content, {
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function readYaml(content: string): Reading {
  if (isTangled(content)) {
    const message = `is too tangled to be searched for secrets: it has more than ${TOKENS_AT_MOST} words and marks`;
    return { problems: [{ position: 0, message }], secrets: [], bare: [] };
  }
  const reading: Reading = { problems: [], secrets: [], bare: [] };
  const documents = parseYaml(content);
  for (const document of Array.isArray(documents) ? documents : []) {
    const found: { node: Scalar; what: string }[] = [];
    for (const { pos, code } of document.errors) {
      reading.problems.push({
        position: pos[0],
        message: `is not YAML (${code.toLowerCase().replace(/_/g, ' ')})`,
      });
    }
    visitYaml(document, {
      Map(_key, map) {
        const seen = new Set<string>();
        for (const pair of map.items) {
          const key = keyOf(pair);
          if (key === undefined || key === '<<') {
            continue;
          }
          if (seen.has(key)) {
            reading.problems.push({
              position: (pair.key as Scalar).range![0],
              message: 'is not YAML (duplicate key)',
            });
          }
          seen.add(key);
        }
      },
      Pair(_key, pair) {
        const key = keyOf(pair);
        if (isPair(pair) && key !== undefined && namesSecret(key)) {
          for (const node of scalarsIn(pair.value, document)) {
            if (node.range && looksSecret(key, node.value)) {
              found.push({ node, what: whatOf(key) });
            }
          }
        }
      },
      Scalar(_key, scalar) {
        if (scalar.type === 'PLAIN' && scalar.range) {
          reading.bare.push(rangeOf(scalar));
        }
      },
    });
    for (const node of kubernetesSecrets(document)) {
      if (node.range && !isPlaceholder(String(node.value))) {
        found.push({ node, what: 'a Kubernetes secret' });
      }
    }
    reading.secrets.push(
      ...found.map(({ node, what }) => ({
        ...rangeOf(node),
        ...{ what, quote: true },
      })),
    );
  }
  return reading;
}

/** Lines are names and values; a value in double quotes may go on over several. */
function readEnv(content: string): Reading {
  const problems: Reading['problems'] = [];
  let offset = 0;
  let isOpen = false;
  for (const line of content.split('\n')) {
    const text = line.trim();
    const quotes = (line.match(/(?<!\\)"/g) ?? []).length;
    if (isOpen) {
      isOpen = quotes % 2 === 0;
    } else if (text !== '' && !text.startsWith('#')) {
      if (!/^(?:export\s+)?[A-Za-z_][\w.-]*\s*=/.test(text)) {
        problems.push({ position: offset, message: 'is not NAME=value' });
      }
      isOpen = /=\s*"/.test(line) && quotes % 2 === 1;
    }
    offset += line.length + 1;
  }
  return { problems, secrets: [], bare: [] };
}

/** Any line is one, but for an escape that names no character. */
function readProperties(content: string): Reading {
  const problems = [...content.matchAll(/(?<!\\)\\u(?![0-9A-Fa-f]{4})/g)].map(
    ({ index }) => ({ position: index, message: 'has an unfinished \\u' }),
  );
  return { problems, secrets: [], bare: [] };
}

/** Reads a text as its format says, all in one go: what is wrong with it, and what it says under the name of a secret. */
export function readAs(format: ConfigurationFormat, content: string): Reading {
  try {
    return read(format, content);
  } catch (error) {
    if (error instanceof RangeError) {
      const message = 'is nested too deeply';
      return { problems: [{ position: 0, message }], secrets: [], bare: [] };
    }
    throw error;
  }
}

function read(format: ConfigurationFormat, content: string): Reading {
  switch (format) {
    case 'json':
      return readJson(content);
    case 'yaml':
      return readYaml(content);
    case 'env':
      return readEnv(content);
    case 'properties':
      return readProperties(content);
    default:
      return { problems: [], secrets: [], bare: [] };
  }
}
