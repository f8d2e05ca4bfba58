import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: '../shared/src/chance.test-support.ts',
    provide: { nightly: Number(process.env.NIGHTLY ?? 0) },
  },
})
