import os from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    setupFiles: '../shared/src/chance.test-support.ts',
    /** How many times as much a test of chance tries: `npm run nightly` sets it. */
    provide: { nightly: Number(process.env.NIGHTLY ?? 0) },
    pool: 'forks',
    maxWorkers: Math.min(os.availableParallelism(), 8),
    // Loading the application anew for every file costs more than most of the files: what a test changes, it restores.
    isolate: false,
    // No test waits for these: on a busy machine everything takes its time. By night a test of chance takes as many times as long.
    testTimeout: process.env.NIGHTLY ? 600_000 : 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
