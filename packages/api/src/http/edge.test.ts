import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { openWorld, type World } from '../../test/world.ts'

// Who is there beyond the proxy, and what somebody hears who comes as the server stops.

const now = '2026-03-02T09:00:00Z'

/** The address that is on record of somebody who was denied something, having come over those. */
async function onRecord(world: World, remoteAddress: string, forwardedFor: string): Promise<string> {
  await world.administrator()
  const [actor] = world.actors.values()
  const until = Date.parse(now) / 1000 + 600
  const { statusCode } = await world.app.inject({
    url: '/v1/cases',
    remoteAddress,
    headers: {
      authorization: `Bearer ${world.app.jwt.sign({ ...actor!, until })}`,
      'x-forwarded-for': forwardedFor,
    },
  })
  expect(statusCode).toBe(403)
  const [last] = await world.rows<{ address: string }>(
    'SELECT from_address AS address FROM audit_events WHERE refusal IS NOT NULL ORDER BY id DESC LIMIT 1',
  )
  return last?.address ?? ''
}

it('IDN-2 X-Forwarded-For is believed of our own proxies alone, and from its right end: what a caller puts before it is nobody’s word', async () => {
  const behind = await openWorld(now, { TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8' })
  expect(await onRecord(behind, '10.1.2.3', '192.0.2.66, 203.0.113.9')).toBe('203.0.113.9')
  expect(await onRecord(behind, '10.1.2.3', '192.0.2.66, 203.0.113.9, 10.9.9.9')).toBe('203.0.113.9')
  expect(await onRecord(behind, '198.51.100.7', '192.0.2.66')).toBe('198.51.100.7')
  const open = await openWorld(now)
  expect(await onRecord(open, '10.1.2.3', '192.0.2.66')).toBe('10.1.2.3')
})

it('OPS-5 a request that comes as the server stops is answered with a problem that says when to come again, and the one before it is finished', async () => {
  const world = await openWorld(now)
  const port = await freePort()
  await world.app.listen({ host: '127.0.0.1', port })
  const begun = async () => {
    const accepted = once(world.app.server, 'connection') as Promise<[Socket]>
    const socket = connect(port, '127.0.0.1')
    const [there] = await accepted
    return { socket, there, all: text(socket) }
  }
  const first = await begun()
  const body = JSON.stringify({ email: 'nobody@example.org', password: 'whatever it is' })
  const heard = once(world.app.server, 'request')
  first.socket.write(
    `POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  )
  await heard
  // Whoever has begun to ask is let finish; by then it is too late.
  const second = await begun()
  second.socket.write('GET /v1/cases HTTP/1.1\r\n')
  await expect.poll(() => second.there.bytesRead).toBeGreaterThan(0)
  const closing = world.app.close()
  first.socket.write(body.slice(10))
  const finished = await first.all
  expect(finished).toMatch(/^HTTP\/1\.1 401 [^]*session\.wrong_credentials/)
  expect(finished.toLowerCase()).toContain('connection: close')
  second.socket.write('Host: localhost\r\n\r\n')
  const late = await second.all
  await closing
  expect(late).toMatch(/^HTTP\/1\.1 503/)
  expect(late.toLowerCase()).toContain('content-type: application/problem+json')
  expect(late.toLowerCase()).toMatch(/retry-after: \d+/)
  expect(late.toLowerCase()).toContain('connection: close')
  expect(late).toContain('"code":"service.unavailable"')
})
