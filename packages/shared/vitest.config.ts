import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    setupFiles: 'src/chance.test-support.ts',
    isolate: false,
    /** How many times as much a test of chance tries: `npm run nightly` sets it. */
    provide: { nightly: Number(process.env.NIGHTLY ?? 0) },
  },
})
