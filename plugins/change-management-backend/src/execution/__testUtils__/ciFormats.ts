import { z } from 'zod';

/**
 * What of the formats of CI systems the examples of docs/pipelines.md use, as strictly as those read it: a key that is not
 * theirs, or stands elsewhere, is refused. To be extended with the examples.
 */
const variables = z.record(z.string().regex(/^[A-Z_]+$/), z.string());

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax */
export const githubWorkflow = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    push: z.strictObject({ branches: z.array(z.string()).min(1) }),
  }),
  permissions: z.partialRecord(
    z.enum(['contents', 'id-token']),
    z.enum(['read', 'write', 'none']),
  ),
  jobs: z.record(
    z.string().regex(/^[A-Za-z_][\w-]*$/),
    z.strictObject({
      'runs-on': z.string(),
      environment: z.string(),
      concurrency: z.string(),
      steps: z.array(
        z.union([
          z.strictObject({
            uses: z.string().regex(/^[\w.-]+\/[\w.-]+@v\d+$/),
          }),
          z.strictObject({ run: z.string(), env: variables }),
        ]),
      ),
    }),
  ),
});

/** https://docs.gitlab.com/ci/yaml */
export const gitlabPipeline = z.record(
  z.string(),
  z.strictObject({
    stage: z.enum(['build', 'test', 'deploy']),
    rules: z.array(z.strictObject({ if: z.string() })),
    environment: z.string(),
    resource_group: z.string(),
    variables,
    script: z.array(z.string()).min(1),
  }),
);

/** A Job of Kubernetes that is a hook of Argo CD: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves */
export const argoHook = z.strictObject({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('Job'),
  metadata: z.strictObject({
    generateName: z.string().regex(/^[a-z][a-z-]*-$/),
    annotations: z.strictObject({
      'argocd.argoproj.io/hook': z.enum(['PreSync', 'PostSync', 'SyncFail']),
      'argocd.argoproj.io/hook-delete-policy': z.enum([
        'BeforeHookCreation',
        'HookSucceeded',
        'HookFailed',
      ]),
    }),
  }),
  spec: z.strictObject({
    backoffLimit: z.number().int(),
    template: z.strictObject({
      spec: z.strictObject({
        restartPolicy: z.enum(['Never', 'OnFailure']),
        containers: z.tuple([
          z.strictObject({
            name: z.string(),
            image: z.string().regex(/^[\w./-]+:[\w.-]+$/),
            envFrom: z.tuple([
              z.strictObject({
                secretRef: z.strictObject({ name: z.string() }),
              }),
            ]),
            command: z.array(z.string()),
            args: z.array(z.string()),
          }),
        ]),
      }),
    }),
  }),
});

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications; the data are YAML themselves. */
export const argoNotifications = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('ConfigMap'),
  metadata: z.strictObject({
    name: z.literal('argocd-notifications-cm'),
    namespace: z.string(),
  }),
  data: z.record(
    z.string().regex(/^(service\.webhook|template|trigger)\.[a-z-]+$/),
    z.string(),
  ),
});

export const argoWebhook = z.strictObject({
  url: z.url(),
  headers: z.array(z.strictObject({ name: z.string(), value: z.string() })),
});

export const argoTemplate = z.strictObject({
  webhook: z.record(
    z.string(),
    z.strictObject({ method: z.enum(['POST', 'PUT']), body: z.string() }),
  ),
});

export const argoTrigger = z.tuple([
  z.strictObject({
    when: z.string(),
    oncePer: z.string(),
    send: z.array(z.string()).min(1),
  }),
]);

export const argoApplication = z.strictObject({
  apiVersion: z.literal('argoproj.io/v1alpha1'),
  kind: z.literal('Application'),
  metadata: z.strictObject({
    name: z.string(),
    annotations: z.record(
      z.string().regex(/^notifications\.argoproj\.io\/subscribe\.[\w.-]+$/),
      z.string(),
    ),
  }),
});
