import os from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Begun first, so that none of them is still under way when the others have nothing left to do. */
const long = [
  ...['how-to', 'access-matrix', 'hostile', 'durability', 'promise', 'requests'],
  ...['retries-and-pages', 'interrupted', 'seed'],
].map((name) => `/${name}.test.ts`)

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const place = ({ moduleId }: TestSpecification) =>
      (long.findIndex((name) => moduleId.endsWith(name)) + long.length + 1) % (long.length + 1)
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    setupFiles: '../shared/src/chance.test-support.ts',
    /** How many times as much a test of chance tries: `npm run nightly` sets it. */
    provide: { nightly: Number(process.env.NIGHTLY ?? 0) },
    pool: 'forks',
    // Room for what a request leaves behind: with Node's own measure a tenth of a worker's time goes into clearing it away.
    execArgv: ['--max-semi-space-size=64'],
    // Each waits half of its time, for Postgres or for a process that it started.
    maxWorkers: Math.min(2 * os.availableParallelism(), 8),
    sequence: { sequencer: LongFirst },
    // Loading the application anew for every file costs more than most of the files: what a test changes, it restores.
    isolate: false,
    // No test waits for these: on a busy machine everything takes its time. By night a test of chance takes as many times as long.
    testTimeout: process.env.NIGHTLY ? 600_000 : 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
