import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port of 127.0.0.1 that nothing listened on a moment ago: from below the range out of which the system gives ports to
 * connections, so that none of those takes it before its server does.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000)
    const probe = createServer()
    const taken = await Promise.race([
      once(probe.listen(port, '127.0.0.1'), 'listening').then(() => false),
      once(probe, 'error').then(() => true),
    ])
    if (taken) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
