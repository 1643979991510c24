import { mockCredentials } from '@backstage/backend-test-utils';
import { execFile } from 'child_process';
import { PipelinePortal } from './pipelines';

/** Runs a command as a pipeline would: with what it is given, and nothing else of ours. */
export function run(
  [command, ...given]: string[],
  options: { env: Record<string, string>; cwd?: string },
): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, ...options.env };
  return new Promise(resolve =>
    execFile(command, given, { ...options, env }, (error, stdout, stderr) =>
      resolve({
        code: error ? Number(error.code) : 0,
        said: stdout + stderr,
      }),
    ),
  );
}

/** Where the portal is, and the token of the pipeline that everything is entrusted to. */
export function accessTo(portal: PipelinePortal) {
  return {
    PORTAL_URL: `http://localhost:${portal.server.port()}`,
    PORTAL_TOKEN: mockCredentials.service.token({
      onBehalfOf: mockCredentials.service('external:ci'),
      targetPluginId: 'change-management',
    }),
  };
}
