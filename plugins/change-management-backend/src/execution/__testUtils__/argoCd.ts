/** What Argo CD keeps of an application, as far as the examples read it. */
export interface ArgoApp {
  metadata: { name: string };
  status: {
    operationState: {
      phase: 'Succeeded' | 'Failed' | 'Error';
      startedAt: string;
      finishedAt: string;
      syncResult: { revision: string; resources: { syncPhase: string }[] };
    };
  };
}

function at(app: ArgoApp, path: string): any {
  return path.split('.').reduce<any>((found, key) => found[key], { app });
}

function wordsIn(list: string): string[] {
  return [...list.matchAll(/'(\w+)'/g)].map(([, word]) => word);
}

/** Whether the condition of a trigger holds. Of the language of such conditions, it knows what the example is written in. */
export function holds(condition: string, app: ArgoApp): boolean {
  return condition.split(' and ').every(part => {
    const isIn = /^([\w.]+) in \[('\w+'(?:, '\w+')*)\]$/.exec(part);
    if (isIn) {
      return wordsIn(isIn[2]).includes(at(app, isIn[1]));
    }
    const any = /^any\(([\w.]+), \{\.(\w+) == '(\w+)'\}\)$/.exec(part);
    if (any) {
      return at(app, any[1]).some((each: any) => each[any[2]] === any[3]);
    }
    throw new Error(`Cannot read ${part}`);
  });
}

/** What a template of a notification comes to; likewise. */
export function rendered(template: string, app: ArgoApp): string {
  return template
    .replace(
      /\{\{if eq \.([\w.]+) "(\w+)"\}\}(.*?)\{\{else\}\}(.*?)\{\{end\}\}/g,
      (_, path, word, then, otherwise) =>
        at(app, path) === word ? then : otherwise,
    )
    .replace(/\{\{\.([\w.]+)\}\}/g, (_, path) => {
      const value = at(app, path);
      if (typeof value !== 'string') {
        throw new Error(`There is no ${path}`);
      }
      return value;
    });
}
