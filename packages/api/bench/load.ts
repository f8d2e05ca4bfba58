import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Outcome {
  answered: number
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  failed: number
}

/** Runs `one` in so many loops for so many seconds, or until there is no more work (`one` answers false). */
export async function hammer(
  loops: number,
  seconds: number,
  one: (loop: number) => Promise<boolean>,
): Promise<Outcome> {
  const latencies: number[] = []
  let failed = 0
  const began = performance.now()
  const ends = began + seconds * 1000
  await Promise.all(
    Array.from({ length: loops }, async (_, loop) => {
      for (let from = performance.now(); from < ends; ) {
        const more = await one(loop).catch((error: Error) => {
          if (!failed++) process.stderr.write(`${error.message}\n`)
          return true
        })
        if (!more) return
        const now = performance.now()
        latencies.push(now - from)
        from = now
      }
    }),
  )
  const elapsed = (performance.now() - began) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
  return {
    answered: latencies.length - failed,
    perSecond: (latencies.length - failed) / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    failed,
  }
}

export interface Asked {
  method: 'GET' | 'POST'
  path: string
  token: string
  ifMatch?: string
  /** JSON. */
  body?: string
  /** It writes more than that it was asked: the floor runs it in a transaction too. */
  changes: boolean
}

/**
 * One keep-alive connection that asks one thing at a time. Written by hand, for it shares two cores with what it
 * measures: it reads status and length, and no more.
 */
export class Connection {
  readonly #socket: Socket
  #answered: ((status: number, body: Buffer) => void) | undefined
  #chunks: Buffer[] = []
  #missing = -1

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk))
  }

  async ask({
    method,
    path,
    token,
    ifMatch,
    body: json = '{}',
  }: Asked): Promise<{ status: number; body: Buffer }> {
    const body =
      method === 'POST'
        ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`
        : '\r\n'
    const condition = ifMatch ? `if-match: ${ifMatch}\r\n` : ''
    this.#socket.write(
      `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n${condition}${body}`,
    )
    return new Promise((resolve) => {
      this.#answered = (status, answer) => resolve({ status, body: answer })
    })
  }

  async close() {
    this.#socket.end()
    await once(this.#socket, 'close')
  }

  #read(chunk: Buffer) {
    this.#chunks.push(chunk)
    if (this.#missing < 0) {
      const all = Buffer.concat(this.#chunks)
      const head = all.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = /content-length: (\d+)/i.exec(all.toString('latin1', 0, head))?.[1] ?? '0'
      this.#missing = head + 4 + Number(length) - all.length
    } else this.#missing -= chunk.length
    if (this.#missing > 0) return
    const all = Buffer.concat(this.#chunks)
    this.#chunks = []
    this.#missing = -1
    this.#answered?.(Number(all.toString('latin1', 9, 12)), all.subarray(all.indexOf('\r\n\r\n') + 4))
  }
}
