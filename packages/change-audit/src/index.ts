import { parseArgs } from 'node:util';
import { verifyFile } from './verifyFile';

const usage = `change-audit verify <export.ndjson | pack.zip> [--key <name+hash+base64>]…

Verifies an export of the audit trail, or an evidence pack, with no database and no network.
--key insists on a signature by a key that you know from elsewhere; any of several will do.`;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  const [command, file, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (command !== 'verify' || !file || rest.length) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const { ok, lines } = await verifyFile(file, values.key);
  process.stdout.write(`${lines.join('\n')}\n`);
  return ok ? 0 : 1;
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
