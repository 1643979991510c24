import { defineConfig } from '@playwright/test';
import journeys from '../e2e/playwright.config';

/** As the journeys, on a portal that run.mjs has started. */
export default defineConfig({
  testDir: '.',
  outputDir: `.artifacts/${process.env.PORTAL_SYSTEM}`,
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...journeys.use,
    baseURL: process.env.PORTAL_URL,
    actionTimeout: 20_000,
  },
});
