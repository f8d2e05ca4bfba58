import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    // A process for every file costs more than most of the files: what a test changes, it restores.
    isolate: false,
    setupFiles: '../shared/src/chance.test-support.ts',
    provide: { nightly: Number(process.env.NIGHTLY ?? 0) },
    // No test waits for it: a busy machine may. By night a test of chance takes as many times as long.
    testTimeout: process.env.NIGHTLY ? 600_000 : 60_000,
  },
})
