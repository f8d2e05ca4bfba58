import os from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    pool: 'forks',
    maxWorkers: Math.min(os.availableParallelism(), 8),
    // Loading the application anew for every file costs more than most of the files: what a test changes, it restores.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
