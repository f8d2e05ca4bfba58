import { Worker } from 'node:worker_threads'
import { Refusal } from '@alongside/shared/problems'
import fp from 'fastify-plugin'
import { threadOf } from '../places.ts'

/** What is printed: a template, its data, and the instant of making. */
export interface Order {
  template: string
  data: object
  at: string
}
interface Waiting {
  order: Order
  done: (bytes: Uint8Array) => void
  failed: (error: Error) => void
}
type Printed = { bytes: Uint8Array } | { failed: string }

/** Documents that may wait at once; beyond, «come back in a moment». */
const room = 20
const retryAfterSeconds = 10

/**
 * Makes PDFs one after the other in a thread of its own: typst is synchronous and takes hundreds of megabytes for a long
 * pack, so there is one for the process, begun with the first document and again after it died.
 */
export function openPress() {
  const waiting: Waiting[] = []
  let worker: Worker | null = null
  let printing: Waiting | null = null
  let closed = false

  /** @throws Refusal service.unavailable when too many wait */
  function mustHaveRoom(): void {
    if (closed || waiting.length >= room) throw new Refusal('service.unavailable', [], { retryAfterSeconds })
  }

  function print(order: Order): Promise<Uint8Array> {
    mustHaveRoom()
    return new Promise((done, failed) => {
      waiting.push({ order, done, failed })
      next()
    })
  }

  function next(): void {
    if (printing || closed) return
    printing = waiting.shift() ?? null
    if (printing) (worker ??= begin()).postMessage(printing.order)
  }

  function begin(): Worker {
    const begun = new Worker(threadOf('documents/press-worker'))
    begun.unref()
    begun.on('message', (printed: Printed) => {
      const { done, failed } = printing ?? {}
      printing = null
      if ('bytes' in printed) done?.(printed.bytes)
      else failed?.(new Error(`the document could not be printed: ${printed.failed}`))
      next()
    })
    const died = () => {
      if (worker !== begun) return
      worker = null
      const lost = printing
      printing = null
      lost?.failed(new Refusal('service.unavailable', [], { retryAfterSeconds }))
      next()
    }
    begun.on('error', died)
    begun.on('exit', died)
    return begun
  }

  async function close(): Promise<void> {
    closed = true
    for (const { failed } of [...(printing ? [printing] : []), ...waiting.splice(0)])
      failed(new Refusal('service.unavailable'))
    printing = null
    const last = worker
    worker = null
    await last?.terminate()
  }

  /** How many are not made yet, the one that is being made among them. */
  const waits = () => waiting.length + (printing ? 1 : 0)

  return { print, mustHaveRoom, waits, close }
}
export type Press = ReturnType<typeof openPress>

declare module 'fastify' {
  interface FastifyInstance {
    press: Press
  }
}

/** One press for everything that is printed. */
export const pressing = fp(async (app) => {
  const press = openPress()
  app.decorate('press', press)
  app.addHook('onClose', () => press.close())
})
