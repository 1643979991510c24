import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { programs, require } from './paths.mjs';
import { run } from './processes.mjs';

const NAMES = [
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'chromium',
  'chromium-browser',
];

/**
 * The browser for the journeys: one that is there, or else one that is
 * installed now, from where the machine allows.
 * @throws saying what to install when there is none
 */
export async function findChromium() {
  const there = process.env.CHROMIUM_PATH || onPath() || ofPlaywright();
  if (there) {
    return there;
  }
  console.log('No Chrome or Chromium found; installing one …');
  await run(process.execPath, [programs.playwright, 'install', 'chromium'], {
    timeout: 5 * 60_000,
  });
  if (
    !ofPlaywright() &&
    process.getuid?.() === 0 &&
    existsSync('/usr/bin/apt-get')
  ) {
    await run('sh', [
      '-c',
      'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y chromium',
    ]);
  }
  const installed = ofPlaywright() || onPath();
  if (!installed) {
    throw new Error(
      'The browser journeys need Chrome or Chromium. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
    );
  }
  return installed;
}

function onPath() {
  return process.env.PATH.split(delimiter)
    .flatMap(directory => NAMES.map(name => join(directory, name)))
    .find(existsSync);
}

function ofPlaywright() {
  const path = require('@playwright/test').chromium.executablePath();
  return existsSync(path) ? path : undefined;
}
