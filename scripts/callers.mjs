import { readFileSync } from 'node:fs';

/**
 * Calls back when this process is told to end, or when npm, which waits for
 * it, is gone: npm passes signals to the shell between them, which keeps them
 * to itself.
 */
export function whenToldToEnd(end) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => end(signal));
  }
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    const npm = parentOfShell(parent);
    setInterval(() => {
      if (process.ppid !== parent || (npm && !isAlive(npm))) {
        end('SIGTERM');
      }
    }, 200).unref();
  }
}

/** Of a shell, the process that began it; of anything else, nothing. */
function parentOfShell(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const [, parent] =
      /^Name:\s+(?:sh|dash|bash)\n[^]*^PPid:\s+(\d+)$/m.exec(status) ?? [];
    return parent && Number(parent);
  } catch {
    // Not Linux: the end of the shell has to be sign enough.
    return undefined;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
