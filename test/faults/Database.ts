import { ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface, Interface } from 'node:readline';

type Command = 'pause' | 'resume' | 'stop' | 'start';

/** A PostgreSQL that can be taken away: stopped, or so that it only hangs. */
export class Database {
  private constructor(
    readonly connectionString: string,
    private readonly server: ChildProcess,
    private readonly lines: Interface,
  ) {}

  static async start(): Promise<Database> {
    const server = spawn(
      process.execPath,
      [resolve(__dirname, 'postgres.mjs')],
      // Ctrl-C shall end the portals before their database.
      { detached: true, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const lines = createInterface(server.stdout!);
    return new Database(await nextLine(server, lines), server, lines);
  }

  /** `pause` leaves all connections open and answers nothing, as a server that hangs does. */
  async tell(command: Command): Promise<void> {
    this.server.stdin!.write(`${command}\n`);
    await nextLine(this.server, this.lines);
  }

  /** Ends it and forgets its data. */
  async remove(): Promise<void> {
    this.server.stdin!.end();
    if (this.server.exitCode === null) {
      await new Promise(done => this.server.once('close', done));
    }
  }
}

function nextLine(server: ChildProcess, lines: Interface): Promise<string> {
  return new Promise((found, reject) => {
    const ended = () => reject(new Error('PostgreSQL has ended.'));
    server.once('close', ended);
    lines.once('line', line => {
      server.off('close', ended);
      found(line);
    });
  });
}
