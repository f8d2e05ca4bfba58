import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Drawing, Drawn } from '@alongside/shared/monitoring/draw'
import { threadOf } from '../places.ts'

/**
 * Draws a report in a thread of its own: proving that nobody can be found in it takes a tenth of a second or several,
 * during which nobody else is to wait. A thread a report; there are a handful a year.
 */
export async function drawApart(drawing: Drawing): Promise<Drawn> {
  const worker = new Worker(threadOf('monitoring/draw-worker'), { workerData: drawing })
  const [drawn] = (await once(worker, 'message')) as [Drawn]
  return drawn
}
