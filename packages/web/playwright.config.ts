import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/chromium.ts'

/** Played first, so that no worker is still in the middle of one when the other has nothing left to do. */
const long = [
  'whole-meeting',
  'ten-referrals',
  'monitoring',
  'joined-files',
  'tour',
  'minutes',
  'room',
  'whole-journey',
].map((story) => `${story}.spec.ts`)

/**
 * The journeys, in a real Chromium against the real API. Each file has a world of its own (e2e/world.ts: database, API,
 * clock, and a proxy that holds the API to its description), so that two can be played at once and in any order.
 * What they share, e2e/run.ts starts once.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/run.ts',
  workers: 3,
  retries: 0,
  // No test waits for it: a tour of forty pages on a busy machine may.
  timeout: 300_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  // Nor for these, on a machine where three journeys and something else are played at once.
  expect: { timeout: 30_000 },
  use: {
    launchOptions: await launchOptions(),
    screenshot: 'only-on-failure',
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  },
  projects: [
    { name: 'long journeys', testMatch: long, teardown: 'left behind' },
    { name: 'journeys', testIgnore: [...long, 'left-behind.spec.ts'], teardown: 'left behind' },
    { name: 'left behind', testMatch: 'left-behind.spec.ts' },
  ],
})
