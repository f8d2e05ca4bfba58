import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the range out of which the system gives ports to connections, so that none of those takes one before its server does. */
const [lowest, slice, slices] = [10_000, 2_700, 8]
/** Tests run side by side, each with a number of its own: none looks where another does. */
const { TEST_PARALLEL_INDEX, VITEST_POOL_ID } = process.env
const mine = Number(TEST_PARALLEL_INDEX ?? VITEST_POOL_ID ?? 0) % slices
const given = new Set<number>()

/** A port of 127.0.0.1 that nothing listened on a moment ago, and that this process was not given before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + mine * slice + randomInt(slice)
    if (given.has(port)) continue
    given.add(port)
    const probe = createServer()
    const free = await once(probe.listen(port, '127.0.0.1'), 'listening').then(
      () => true,
      () => false,
    )
    if (!free) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
