import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    setupFiles: 'src/chance.test-support.ts',
    isolate: false,
    /** How many times as much a test of chance tries: `npm run nightly` sets it. */
    provide: { nightly: Number(process.env.NIGHTLY ?? 0) },
    // No test waits for it: a busy machine may. By night a test of chance takes as many times as long.
    testTimeout: process.env.NIGHTLY ? 600_000 : 60_000,
  },
})
