import { ArgoApp, holds, rendered } from './argoCd';
import {
  argoApplication,
  argoHook,
  argoNotifications,
  argoTemplate,
  argoTrigger,
  argoWebhook,
  githubWorkflow,
  gitlabPipeline,
} from './ciFormats';
import { codeOf, filledIn, yamlOf } from './documents';
import { orders, PipelinePortal } from './pipelines';
import { accessTo, run } from './shell';

/** What came of a run: 0 as the code where it went well. */
export type Run = { code: number; said: string };

/** Runs what docs/pipelines.md has for one CI system, as that system would, in a folder with the files of a repository. */
export type CiSystem = (portal: PipelinePortal, cwd: string) => Promise<Run>;

const published = 'https://portal.example.com';
const commit = '5e1f'.repeat(10);

/** The examples, with the portal of the test in the place of the published one. */
function examplesOf(heading: string, portal: PipelinePortal): string[] {
  const { PORTAL_URL } = accessTo(portal);
  return codeOf('pipelines.md', heading, 'yaml').map(text =>
    text.replaceAll(published, PORTAL_URL),
  );
}

export const githubActions: CiSystem = async (portal, cwd) => {
  const [text] = examplesOf('GitHub Actions', portal);
  const { on, jobs } = githubWorkflow.parse(yamlOf(text));
  expect(on.push.branches).toEqual(['main']);
  const [checkout, deploy] = jobs.production.steps;
  expect(checkout).toEqual({ uses: expect.stringMatching(/^actions\/check/) });
  if (!('run' in deploy)) {
    throw new Error('The second step runs nothing');
  }
  const values = {
    'secrets.PORTAL_TOKEN': accessTo(portal).PORTAL_TOKEN,
    'github.run_id': '4711',
    'github.run_attempt': '1',
    'github.server_url': 'https://github.com',
    'github.repository': 'shop/orders',
    'github.actor': 'amina',
  };
  const env = Object.entries(deploy.env).map(([name, value]) => [
    name,
    filledIn(value, /\$\{\{ ([\w.]+) \}\}/g, values),
  ]);
  return run(['sh', '-e', '-c', deploy.run], {
    env: { GITHUB_SHA: commit, ...Object.fromEntries(env) },
    cwd,
  });
};

export const gitlabCi: CiSystem = async (portal, cwd) => {
  const [text] = examplesOf('GitLab CI', portal);
  const { 'deploy-production': job } = gitlabPipeline.parse(yamlOf(text));
  const predefined = {
    CI_COMMIT_SHA: commit,
    CI_COMMIT_BRANCH: 'trunk',
    CI_DEFAULT_BRANCH: 'trunk',
    CI_JOB_ID: '4711',
    CI_JOB_URL: 'https://gitlab.example.com/shop/orders/-/jobs/4711',
    GITLAB_USER_LOGIN: 'amina',
  };
  const fill = (value: string) => filledIn(value, /\$(\w+)/g, predefined);
  expect(job.rules.map(rule => fill(rule.if))).toEqual(['trunk == trunk']);
  const variables = Object.entries(job.variables).map(([name, value]) => [
    name,
    fill(value),
  ]);
  return run(['sh', '-e', '-c', job.script.join('\n')], {
    env: {
      ...predefined,
      PORTAL_TOKEN: accessTo(portal).PORTAL_TOKEN,
      ...Object.fromEntries(variables),
    },
    cwd,
  });
};

/** The secret that the example makes: with what kubectl would be given. */
async function secretOf(portal: PipelinePortal, cwd: string) {
  const [text] = codeOf('pipelines.md', 'Argo CD', 'sh');
  const { PORTAL_URL, PORTAL_TOKEN } = accessTo(portal);
  const script = `kubectl() { printf '%s\\n' "$@"; }\n${text}`;
  const { said } = await run(['sh', '-e', '-c', script], {
    env: { PORTAL_TOKEN },
    cwd,
  });
  const [create, secret, generic, name, ...literals] = said.trim().split('\n');
  expect([create, secret, generic]).toEqual(['create', 'secret', 'generic']);
  const values = literals.map(each =>
    each
      .replace('--from-literal=', '')
      .replace(published, PORTAL_URL)
      .split(/=(.*)/s),
  );
  return { name, values: Object.fromEntries(values) as Record<string, string> };
}

export const argoCd: CiSystem = async (portal, cwd) => {
  const [job, configMap, application] = examplesOf('Argo CD', portal).map(
    yamlOf,
  );
  const { metadata, spec } = argoHook.parse(job);
  expect(metadata.annotations['argocd.argoproj.io/hook']).toBe('PreSync');
  const [container] = spec.template.spec.containers;
  const secret = await secretOf(portal, cwd);
  expect(container.envFrom[0].secretRef.name).toBe(secret.name);
  const startedAt = new Date().toISOString();
  const gate = await run([...container.command, ...container.args], {
    env: secret.values,
    cwd,
  });
  const synced =
    gate.code === 0
      ? await run(['sh', 'deploy.sh'], { env: {}, cwd })
      : undefined;

  const app: ArgoApp = {
    metadata: { name: orders.split('/')[1] },
    status: {
      operationState: {
        phase: synced?.code === 0 ? 'Succeeded' : 'Failed',
        startedAt,
        finishedAt: new Date().toISOString(),
        syncResult: {
          revision: commit,
          resources: [
            { syncPhase: 'PreSync' },
            ...(synced ? [{ syncPhase: 'Sync' }] : []),
          ],
        },
      },
    },
  };
  await notify(portal, app, configMap, application);
  return { code: synced?.code ?? gate.code, said: gate.said };
};

/** What the controller of notifications does for one application. */
async function notify(
  portal: PipelinePortal,
  app: ArgoApp,
  configMap: unknown,
  application: unknown,
) {
  const { data } = argoNotifications.parse(configMap);
  const { metadata } = argoApplication.parse(application);
  expect(metadata.name).toBe(app.metadata.name);
  const [, trigger, service] = /\.io\/subscribe\.([\w-]+)\.([\w-]+)$/.exec(
    Object.keys(metadata.annotations)[0],
  )!;
  const [{ when, send }] = argoTrigger.parse(
    yamlOf(data[`trigger.${trigger}`]),
  );
  if (!holds(when, app)) {
    return;
  }
  const { url, headers } = argoWebhook.parse(
    yamlOf(data[`service.webhook.${service}`]),
  );
  const secrets = { 'portal-token': accessTo(portal).PORTAL_TOKEN };
  for (const name of send) {
    const { webhook } = argoTemplate.parse(yamlOf(data[`template.${name}`]));
    const { method, body } = webhook[service];
    const answer = await fetch(url, {
      method,
      headers: Object.fromEntries(
        headers.map(({ name: header, value }) => [
          header,
          filledIn(value, /\$([\w-]+)/g, secrets),
        ]),
      ),
      body: rendered(body, app),
    });
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.anything(),
    ]);
  }
}
