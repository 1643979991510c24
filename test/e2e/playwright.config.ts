import { defineConfig } from '@playwright/test';
import { baseUrl, portalEnvironment } from './address';

export default defineConfig({
  testDir: '.',
  outputDir: '.artifacts',
  // One portal and one set of demo changes: journeys take turns.
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  globalSetup: './ready.ts',
  use: {
    baseURL: baseUrl,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Africa/Casablanca',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `"${process.execPath}" portal.mjs`,
    url: `${baseUrl}/.backstage/health/v1/readiness`,
    env: portalEnvironment,
    timeout: 300_000,
    reuseExistingServer: Boolean(process.env.E2E_REUSE),
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
});
