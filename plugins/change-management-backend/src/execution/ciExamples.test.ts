import { ChangeView } from 'backstage-plugin-change-management-common';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { createDatabases } from '../__testUtils__/databases';
import { form } from '../__testUtils__/startPortal';
import { agreedSlot, walk } from '../__testUtils__/walk';
import {
  argoCd,
  CiSystem,
  githubActions,
  gitlabCi,
} from './__testUtils__/ciSystems';
import {
  orders,
  PipelinePortal,
  startWithPipelines,
} from './__testUtils__/pipelines';

jest.setTimeout(60_000);

const { databases } = createDatabases();
const gate = resolve(__dirname, '../../../../docs/examples/change-gate.sh');

const systems: [string, CiSystem][] = [
  ['GitHub Actions', githubActions],
  ['GitLab CI', gitlabCi],
  ['Argo CD', argoCd],
];

describe.each(systems)('the example for %s', (_, system) => {
  let portal: PipelinePortal;
  let repository: string;

  beforeEach(async () => {
    portal = await startWithPipelines(await databases.init('SQLITE_3'));
    repository = mkdtempSync(join(tmpdir(), 'pipeline-'));
    copyFileSync(gate, join(repository, 'change-gate.sh'));
    writeFileSync(join(repository, 'deploy.sh'), 'echo "done" >deployed\n');
  });
  afterEach(() => rmSync(repository, { recursive: true }));

  const deploy = () => system(portal, repository);
  const isDeployed = () => existsSync(join(repository, 'deployed'));
  const read = (id: string): Promise<ChangeView> =>
    portal.ask('hind', 'getChange', { path: { id } });
  const deployments = async () =>
    (await portal.ask('hind', 'listDeployments')).items;

  it('is refused, deploys once its change is approved and its time has come, and completes it', async () => {
    const { id } = await portal.ask('amina', 'createChange', {
      body: form({ followsDeployments: true }),
    });
    await walk(portal, id, 'authorization');
    const refused = await deploy();
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain(`${id} is in state authorization`);
    expect(isDeployed()).toBe(false);
    // What the gate has stopped is no deployment, not even one that failed.
    expect(await deployments()).toEqual([]);

    await walk(portal, id, 'approved');
    await portal.step('salma', 'scheduleChange', id, agreedSlot());
    await portal.step('amina', 'addTestResult', id, {
      environment: 'staging',
      outcome: 'passed',
    });
    expect(await deploy()).toMatchObject({ code: 0 });
    expect(isDeployed()).toBe(true);
    expect(await read(id)).toMatchObject({
      state: 'review',
      startedBy: 'pipeline:external/ci',
      completion: { outcome: 'successful', by: 'pipeline:external/ci' },
    });
    expect(await deployments()).toMatchObject([
      {
        entityRef: orders,
        environment: 'production',
        version: '5e1f'.repeat(10),
        status: 'succeeded',
        authorization: 'covered',
        changeId: id,
      },
    ]);
  });

  it('reports a deployment that fails, and leaves the change to people', async () => {
    const id = await portal.plan({ followsDeployments: true });
    writeFileSync(join(repository, 'deploy.sh'), 'exit 7\n');
    expect(await deploy()).toMatchObject({ code: 7 });
    expect((await read(id)).completion).toBeUndefined();
    expect(await deployments()).toMatchObject([
      { status: 'failed', changeId: id },
    ]);
  });
});
