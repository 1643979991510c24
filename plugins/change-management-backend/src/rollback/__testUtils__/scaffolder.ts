import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import express from 'express';
import { AddressInfo } from 'net';

/** A scaffolder as its API shows it. */
export async function startScaffolder() {
  const tasks: {
    id: string;
    status: string;
    createdAt: string;
    spec: { parameters: any };
    templateRef: string;
    reason?: string;
  }[] = [];
  const tokens = new Set<string | undefined>();
  /** How it behaves. */
  const moods = { refuses: false, losesAnswers: false, isAway: false };
  const app = express();
  app.use('/api/scaffolder', express.json(), (request, response, next) => {
    tokens.add(request.headers.authorization);
    if (moods.isAway) {
      response.status(503).json({ error: { message: 'Away' } });
    } else {
      next();
    }
  });
  app.post('/api/scaffolder/v2/tasks', ({ body }, response) => {
    if (moods.refuses) {
      response.status(400).json({ errors: [{ stack: 'version is missing' }] });
      return;
    }
    const id = `task-${tasks.length + 1}`;
    const { templateRef, values } = body;
    tasks.push({
      ...{ id, templateRef, status: 'processing' },
      createdAt: new Date().toISOString(),
      spec: { parameters: values },
    });
    if (moods.losesAnswers) {
      response.destroy();
    } else {
      response.status(201).json({ id });
    }
  });
  app.get('/api/scaffolder/v2/tasks', ({ query }, response) => {
    const { limit, offset } = query as Record<string, string>;
    const from = Number(offset);
    response.json({
      tasks: [...tasks].reverse().slice(from, from + Number(limit)),
      totalTasks: tasks.length,
    });
  });
  const one = (id: string) => tasks.find(task => task.id === id)!;
  app.get('/api/scaffolder/v2/tasks/:id', ({ params }, response) => {
    response.json(one(params.id));
  });
  app.get('/api/scaffolder/v2/tasks/:id/events', ({ params }, response) => {
    const { status, reason } = one(params.id);
    response.json([
      { type: 'log', body: { message: 'Begun' } },
      {
        type: 'completion',
        body: {
          message: `Run completed with status: ${status}`,
          ...(reason && { error: { message: reason } }),
        },
      },
    ]);
  });
  const server = app.listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    tasks,
    tokens,
    moods,
    close: () => server.close(),
    /** So that the plugin finds it. */
    discovery: createServiceFactory({
      service: coreServices.discovery,
      deps: {},
      factory: () => ({
        getBaseUrl: async (pluginId: string) =>
          `http://localhost:${port}/api/${pluginId}`,
        getExternalBaseUrl: async (pluginId: string) =>
          `http://localhost:${port}/api/${pluginId}`,
      }),
    }),
  };
}
