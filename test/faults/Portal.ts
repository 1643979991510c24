import { ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const root = resolve(__dirname, '../..');
const startsWithin = 180_000;
const running = new Set<ChildProcess>();

// Whichever way this process ends, it takes the portals with it.
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(1));
}

/** One process of the demo backend, which can be killed and begun again at the same address. */
export class Portal {
  readonly url: string;
  #child: ChildProcess | undefined;

  private constructor(
    readonly name: string,
    private readonly port: number,
    private readonly environment: Record<string, string>,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @param environment - configuration as `APP_CONFIG_…`, on top of app-config.yaml */
  static async start(
    name: string,
    environment: Record<string, string>,
  ): Promise<Portal> {
    const portal = new Portal(name, await freePort(), environment);
    await portal.start();
    return portal;
  }

  get isUp(): boolean {
    return this.#child !== undefined;
  }

  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [
        '--enable-source-maps',
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        'src/index',
      ],
      {
        cwd: resolve(root, 'packages/backend'),
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          NODE_ENV: 'development',
          APP_CONFIG_app_baseUrl: this.url,
          APP_CONFIG_backend_baseUrl: this.url,
          APP_CONFIG_backend_listen_host: '127.0.0.1',
          APP_CONFIG_backend_listen_port: `${this.port}`,
          ...this.environment,
        },
      },
    );
    const log = createWriteStream(
      resolve(root, `node_modules/.cache/faults-${this.name}.log`),
      { flags: 'a' },
    );
    child.stdout!.pipe(log);
    child.stderr!.pipe(log);
    running.add(child);
    child.once('exit', () => {
      running.delete(child);
      if (this.#child === child) {
        this.#child = undefined;
      }
    });
    this.#child = child;
    await this.#untilReady();
  }

  /** Ends the process as a machine that loses power does. */
  async kill(): Promise<void> {
    const child = this.#child!;
    const gone = new Promise(done => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  }

  /** What an orchestrator asks; no answer at all is no. */
  async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/.backstage/health/v1/readiness`)).ok;
    } catch {
      return false;
    }
  }

  async #untilReady(): Promise<void> {
    const deadline = Date.now() + startsWithin;
    while (Date.now() < deadline && this.isUp) {
      if (await this.isReady()) {
        return;
      }
      await setTimeout(100);
    }
    throw new Error(`The portal ${this.name} did not start.`);
  }
}

function freePort(): Promise<number> {
  return new Promise((found, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}
