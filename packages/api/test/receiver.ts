import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Received {
  headers: IncomingHttpHeaders
  body: string
}

type Answer = (response: ServerResponse, received: Received) => unknown

/** An agency's own system, on loopback: keeps what it is sent, and answers as it is told to. */
export async function startReceiver(port = 0) {
  const received: Received[] = []
  const status =
    (code: number, headers: Record<string, string> = {}): Answer =>
    (response) =>
      response.writeHead(code, headers).end()
  let answer = status(204)
  let arrived = Promise.withResolvers<Received>()
  const server = createServer(async (request, response) => {
    const one = { headers: request.headers, body: await text(request) }
    received.push(one)
    arrived.resolve(one)
    arrived = Promise.withResolvers()
    answer(response, one)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address() as AddressInfo
  return {
    received,
    port: at.port,
    address: `http://127.0.0.1:${at.port}/hooks`,
    /** Gives what comes next. */
    next: () => arrived.promise,
    answersWith: (code: number, headers?: Record<string, string>) => {
      answer = status(code, headers)
    },
    answers: (given: Answer) => {
      answer = given
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
