import { ChangeView } from 'backstage-plugin-change-management-common';
import path from 'path';
import { createDatabases } from '../__testUtils__/databases';
import {
  orders,
  PipelinePortal,
  startWithPipelines,
} from './__testUtils__/pipelines';
import { accessTo, run } from './__testUtils__/shell';

jest.setTimeout(60_000);

const { databases } = createDatabases();
const script = path.resolve(
  __dirname,
  '../../../../docs/examples/change-gate.sh',
);

/** Runs the script that docs/pipelines.md gives, as a pipeline would. */
function deploy(
  portal: PipelinePortal,
  command: string[],
  more: Record<string, string> = {},
) {
  return run(['sh', script, orders, 'production', '4.0.0', ...command], {
    env: { ...accessTo(portal), ...more },
  });
}

describe('the shell example', () => {
  let portal: PipelinePortal;

  beforeEach(async () => {
    portal = await startWithPipelines(await databases.init('SQLITE_3'));
  });

  const read = (id: string): Promise<ChangeView> =>
    portal.ask('hind', 'getChange', { path: { id } });
  const deployments = async () =>
    (await portal.ask('hind', 'listDeployments')).items;

  it('stops at a shut gate and says why', async () => {
    const { code, said } = await deploy(portal, ['echo', 'deployed']);
    expect(code).toBe(3);
    expect(said).toContain(`No change covers ${orders} in production.`);
    expect(said).not.toContain('deployed');
    expect(await deployments()).toEqual([]);
  });

  it('deploys through an open gate, and the change follows', async () => {
    const id = await portal.plan({ followsDeployments: true });
    const { code, said } = await deploy(portal, ['echo', 'deployed'], {
      RUN_ID: 'run "7"',
      RUN_ACTOR: 'amina',
      RUN_URL: 'https://ci.example/7',
    });
    expect([code, said]).toEqual([0, 'deployed\n']);
    expect((await read(id)).state).toBe('review');
    expect(await deployments()).toMatchObject([
      {
        externalId: 'run "7"-production',
        status: 'succeeded',
        actor: 'amina',
        changeId: id,
      },
    ]);
  });

  it('passes a failure on, and reports it', async () => {
    const id = await portal.plan({ followsDeployments: true });
    const { code } = await deploy(portal, ['sh', '-c', 'exit 7']);
    expect(code).toBe(7);
    expect((await read(id)).state).toBe('implementation');
    expect(await deployments()).toMatchObject([{ status: 'failed' }]);
  });

  it('does not deploy where it may not ask', async () => {
    await portal.plan();
    const { code, said } = await deploy(portal, ['echo', 'deployed'], {
      PORTAL_TOKEN: 'nobody',
    });
    expect(code).toBe(3);
    expect(said).toContain('could not be asked');
  });
});
