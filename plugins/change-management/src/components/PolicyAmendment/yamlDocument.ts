import { BadField } from 'backstage-plugin-change-management-common';
import { LineCounter, parseDocument, stringify } from 'yaml';

/** Something wrong, with the line in which it stands. */
export interface LineProblem extends BadField {
  line?: number;
}

/** What was typed as YAML: a document, or what keeps it from being one. */
export interface ReadYaml {
  document?: unknown;
  problems: LineProblem[];
  /** The line of a place, or of the nearest one around it. */
  lineOf(path: string): number | undefined;
}

export function toYaml(document: unknown): string {
  return stringify(document, { lineWidth: 100 });
}

/** Reads YAML, or JSON, which is YAML as well. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const parsed = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
  });
  const lineOf = (path: string) => {
    const keys = path.split('.').map(key => (/^\d+$/.test(key) ? +key : key));
    for (let length = keys.length; length > 0; length -= 1) {
      const node: any = parsed.getIn(keys.slice(0, length), true);
      if (node?.range) {
        return lines.linePos(node.range[0]).line;
      }
    }
    return undefined;
  };
  if (parsed.errors.length) {
    return {
      problems: parsed.errors.map(({ message, pos }) => ({
        path: '',
        message,
        line: lines.linePos(pos[0]).line,
      })),
      lineOf,
    };
  }
  try {
    return { document: parsed.toJS(), problems: [], lineOf };
  } catch (error) {
    const { message } = error as Error;
    return { problems: [{ path: '', message }], lineOf };
  }
}
