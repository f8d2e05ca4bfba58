import { once } from 'node:events'
import { request as ask, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { openWorld } from '../../test/world.ts'
import { stopServing } from './stopping.ts'

// A replica that stops: nobody is cut off who need not be, and nobody waits for somebody who does not end.

const now = '2026-03-02T09:00:00Z'

async function served() {
  const world = await openWorld(now)
  const port = await freePort()
  await world.app.listen({ host: '127.0.0.1', port })
  const answer = async (path: string) => {
    const request = ask({
      host: '127.0.0.1',
      port,
      path,
      agent: false,
      headers: { connection: 'keep-alive' },
    })
    const [response] = (await once(request.end(), 'response')) as [IncomingMessage]
    return { status: response.statusCode, headers: response.headers, body: await text(response) }
  }
  return { ...world, port, answer }
}

it('OPS-5 while it drains it says that it is not ready, and answers whoever comes all the same, over a connection that they do not keep', async () => {
  const { app, answer } = await served()
  const before = await answer('/v1/cases')
  expect([before.status, before.headers.connection]).toEqual([401, 'keep-alive'])
  app.drain()
  const ready = await answer('/readyz')
  expect([ready.status, ready.headers['content-type'], ready.headers['retry-after']]).toEqual([
    503,
    'application/problem+json',
    '5',
  ])
  const during = await answer('/v1/cases')
  expect([during.status, during.headers.connection]).toEqual([401, 'close'])
  expect((await answer('/livez')).status).toBe(200)
})

it('OPS-5 a request that does not end is cut off after its time, and the server has stopped', async () => {
  const { app, port } = await served()
  const socket = connect(port, '127.0.0.1')
  const over = once(socket, 'close')
  const heard = once(app.server, 'request')
  socket.write(
    'POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  )
  await heard
  await stopServing(app, 0, 20)
  await over
  expect(app.server.listening).toBe(false)
})
