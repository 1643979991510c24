import { createHmac } from 'node:crypto';
import { createServer, IncomingMessage } from 'node:http';
import { automationPort, automationSecret } from './address';

interface Task {
  id: string;
  templateRef: string;
  status: 'processing' | 'completed' | 'failed';
  createdAt: string;
  spec: { parameters: Record<string, unknown> };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) {
    body += part;
  }
  return body;
}

/**
 * What carries steps of rollbacks out elsewhere: a receiver of the portal's webhook that refuses what is not signed, and the
 * API of a scaffolder whose tasks go on until the journey ends them.
 */
export async function startAutomation() {
  const posted: Record<string, unknown>[] = [];
  const tasks: Task[] = [];
  /** How the receiver of the webhook answers. */
  const webhook = { answers: 200 };

  const routes: [string, RegExp, (id: string, body: any) => object][] = [
    [
      'POST',
      /^\/api\/scaffolder\/v2\/tasks$/,
      (_, { templateRef, values }) => {
        const id = `task-${tasks.length + 1}`;
        const createdAt = new Date().toISOString();
        const spec = { parameters: values };
        tasks.push({ id, templateRef, status: 'processing', createdAt, spec });
        return { id };
      },
    ],
    [
      'GET',
      /^\/api\/scaffolder\/v2\/tasks\?/,
      () => ({ tasks: [...tasks].reverse(), totalTasks: tasks.length }),
    ],
    [
      'GET',
      /^\/api\/scaffolder\/v2\/tasks\/([\w-]+)\/events$/,
      () => [
        { type: 'completion', body: { message: 'Step deploy: no such image' } },
      ],
    ],
    [
      'GET',
      /^\/api\/scaffolder\/v2\/tasks\/([\w-]+)$/,
      id => tasks.find(task => task.id === id)!,
    ],
  ];

  const server = createServer(async (request, response) => {
    const { method, url = '', headers } = request;
    const body = await bodyOf(request);
    response.setHeader('Content-Type', 'application/json');
    if (url === '/snapshots') {
      const signature = createHmac('sha256', automationSecret)
        .update(`${headers['x-change-management-timestamp']}.${body}`)
        .digest('hex');
      if (headers['x-change-management-signature'] !== `sha256=${signature}`) {
        response.writeHead(401).end();
        return;
      }
      posted.push(JSON.parse(body));
      response.writeHead(webhook.answers).end();
      return;
    }
    const [, path, answer] =
      routes.find(([verb, each]) => verb === method && each.test(url)) ?? [];
    if (!path || !answer) {
      response.writeHead(404).end();
      return;
    }
    const [, id] = path.exec(url)!;
    response.end(JSON.stringify(answer(id, body && JSON.parse(body))));
  });
  await new Promise<void>(listening =>
    server.listen(automationPort, listening),
  );
  return {
    posted,
    tasks,
    webhook,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
