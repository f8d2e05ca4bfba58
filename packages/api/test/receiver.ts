import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Received {
  headers: IncomingHttpHeaders
  body: string
}

type Answer = (response: ServerResponse, received: Received) => unknown

/** An agency's own system, on loopback: keeps what it is sent, and answers as it is told to. `tls`: with that certificate. */
export async function startReceiver(port = 0, tls?: Pick<ServerOptions, 'cert' | 'key'>) {
  const received: Received[] = []
  const status =
    (code: number, headers: Record<string, string> = {}): Answer =>
    (response) =>
      response.writeHead(code, headers).end()
  let answer = status(204)
  let arrived = Promise.withResolvers<Received>()
  async function receive(request: IncomingMessage, response: ServerResponse) {
    const one = { headers: request.headers, body: await text(request) }
    received.push(one)
    arrived.resolve(one)
    arrived = Promise.withResolvers()
    answer(response, one)
  }
  const heard = (request: IncomingMessage, response: ServerResponse) => void receive(request, response)
  const server = tls ? createTlsServer(tls, heard) : createServer(heard)
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
