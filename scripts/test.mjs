import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { findChromium } from './chromium.mjs';
import { startDatabase } from './database.mjs';
import { programs, root } from './paths.mjs';
import { run } from './processes.mjs';

const node = (args, env) =>
  run(process.execPath, args, { env: { ...process.env, CI: 'true', ...env } });

/** Each step gives its exit code. Only the last three need the surroundings. */
const steps = {
  formatting: () => node([programs.prettier, '--check', '.']),
  lint: () => node([programs.backstage, 'repo', 'lint', '--max-warnings=0']),
  types: () => node([programs.tsc]),
  unit,
  faults,
  journeys,
};

/**
 * Runs every step, or those named, and stops at the first that fails.
 * @returns the exit code
 */
export async function test(names) {
  const unknown = names.filter(name => !steps[name]);
  if (unknown.length > 0) {
    throw new Error(
      `No such step: ${unknown}. There are ${Object.keys(steps)}.`,
    );
  }
  const chosen = names.length > 0 ? names : Object.keys(steps);
  const surroundings = await surround(chosen);
  const summary = [];
  let code = 0;
  try {
    for (const name of chosen) {
      console.log(`\n── ${name} ──`);
      const begun = Date.now();
      code = await steps[name](surroundings);
      const seconds = Math.round((Date.now() - begun) / 1000);
      summary.push(
        `${name}: ${code === 0 ? 'passed' : 'FAILED'} (${seconds} s)`,
      );
      if (code !== 0) {
        break;
      }
    }
    console.log(`\n${summary.join('\n')}`);
    console.log(totals(surroundings));
    console.log(unitFailures(surroundings).join('\n'));
  } finally {
    await surroundings.remove();
  }
  return code;
}

/** The database of the tests, and where they leave their results. */
async function surround(chosen) {
  const results = resolve(root, 'node_modules/.cache/test-results');
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const needed = chosen.includes('unit') || chosen.includes('journeys');
  const database = needed ? await startDatabase() : undefined;
  return {
    jestResults: join(results, 'jest.json'),
    faultsResults: join(results, 'faults.tap'),
    playwrightResults: join(results, 'playwright.json'),
    env: {
      BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING:
        database?.connectionString,
    },
    remove: () => database?.stop(),
  };
}

function unit({ jestResults, env }) {
  const options = ['--watchAll=false', '--maxWorkers=2'];
  const output = ['--json', `--outputFile=${jestResults}`];
  return node([programs.backstage, 'repo', 'test', ...options, ...output], env);
}

/** The short form; the long one is run by hand, see docs/operations.md. It brings databases of its own. */
function faults({ faultsResults }) {
  return node([resolve(root, 'test/faults/run.mjs'), '--short'], {
    FAULTS_RESULTS: faultsResults,
  });
}

async function journeys({ playwrightResults, env }) {
  if (!existsSync(resolve(root, 'test/e2e'))) {
    console.log('There are no journeys yet.');
    return 0;
  }
  return node(
    [
      programs.playwright,
      'test',
      '--config=test/e2e/playwright.config.ts',
      '--reporter=list,json',
    ],
    {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightResults,
      CHROMIUM_PATH: await findChromium(),
    },
  );
}

function totals({ jestResults, faultsResults, playwrightResults }) {
  if (![jestResults, faultsResults, playwrightResults].some(existsSync)) {
    return '';
  }
  const jest = read(jestResults);
  const faulty = countTap(faultsResults);
  const stats = read(playwrightResults)?.stats;
  const passed =
    (jest?.numPassedTests ?? 0) +
    faulty.pass +
    (stats?.expected ?? 0) +
    (stats?.flaky ?? 0);
  const failed =
    (jest?.numFailedTests ?? 0) + faulty.fail + (stats?.unexpected ?? 0);
  return `${passed} passed, ${failed} failed`;
}

/** Jest names what failed far above, among everything else that was printed. */
function unitFailures({ jestResults }) {
  return (read(jestResults)?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(
        ({ status }) => status === 'failed',
      );
      const why = failed.length
        ? failed.map(({ fullName, failureMessages: [first = ''] }) => [
            fullName,
            first,
          ])
        : [['could not be run', message]];
      return why.map(
        ([title, text]) =>
          `${relative(root, name)}: ${title}\n  ${text.split('\n', 1)[0]}`,
      );
    });
}

/** The last lines of the report: how many tests passed and failed. */
function countTap(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const count = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return { pass: count('pass'), fail: count('fail') + count('cancelled') };
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
