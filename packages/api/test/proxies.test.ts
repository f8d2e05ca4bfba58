import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request as ask, type RequestOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { pathOf } from '@alongside/shared/addresses'
import { followMeeting } from '@alongside/shared/room/contract'
import { expect, it } from 'vitest'
import { buildApp } from '../src/app.ts'
import { emailOf } from '../src/demo/cast.ts'
import { stopServing } from '../src/http/stopping.ts'
import { openLog } from '../src/log.ts'
import { openSession } from '../src/sessions/queries.ts'
import { givenMeetings } from './given-meetings.ts'
import { isThere, proxies, startProxy } from './proxy.ts'
import { openEastmarsh } from './world.ts'

// The recipes of ops/proxy, as they stand but for their addresses, before two replicas of one database.

const world = await openEastmarsh('2026-03-02T09:00:00Z', { TRUSTED_PROXIES: '127.0.0.1', HEARTBEAT_MS: 300 })
const meetings = await givenMeetings(world)
const { meetingId } = await meetings.listed()
const [account] = await world.rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [
  emailOf('health'),
])
const { actor } = (await openSession(world.services.pools.identity, account!.id, world.clock.now()))!
const authorization = `Bearer ${world.app.jwt.sign({ ...actor, until: Date.parse(world.clock.now()) / 1000 + 600 })}`

/** No proxy of ours: whoever comes from there is a caller. */
const caller = '127.0.0.3'

async function replica() {
  const app = await buildApp(world.services, openLog('silent'))
  await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, port: (app.server.address() as AddressInfo).port }
}

for (const [name, kind] of Object.entries(proxies))
  it.skipIf(!isThere(kind))(
    `OPS-7 behind ${name} people reach the replicas under their own address and name, news comes as it is told, and nobody notices one that stops`,
    async () => {
      const [one, two] = [await replica(), await replica()]
      const proxy = await startProxy(kind, [one.port, two.port])
      const over = {
        host: '127.0.0.1',
        port: proxy.port,
        localAddress: caller,
        servername: 'localhost',
        rejectUnauthorized: false,
        agent: false,
      } as const
      const begin = async (options: RequestOptions, body?: string | Buffer): Promise<IncomingMessage> => {
        const request = ask({
          ...over,
          ...options,
          headers: Object.assign({ host: `localhost:${proxy.port}` }, options.headers),
        })
        request.on('error', () => undefined)
        const [response] = (await once(request.end(body), 'response')) as [IncomingMessage]
        return response
      }
      const status = async (options: RequestOptions, body?: string | Buffer) => {
        const response = await begin(options, body)
        response.resume()
        return response.statusCode
      }
      // One that looks whether they are ready has to find out first.
      await expect.poll(() => status({ path: '/livez' }), { timeout: 20_000 }).toBe(200)

      // What comes from our own pages is told by the name with its port.
      const signIn = { email: 'nobody@example.org', password: 'whatever it is' }
      const json = { 'content-type': 'application/json' }
      const from = (origin: string) =>
        status({ method: 'POST', path: '/v1/sessions', headers: { ...json, origin } }, JSON.stringify(signIn))
      expect(await from(`https://localhost:${proxy.port}`)).toBe(401)
      expect(await from('https://localhost')).toBe(403)

      // What a caller says of where she is from counts for nothing.
      expect(
        await status({
          path: `/v1/cases/${meetingId}`,
          headers: { authorization, 'x-forwarded-for': '192.0.2.66' },
        }),
      ).toBe(404)
      const [last] = await world.rows<{ address: string }>(
        'SELECT from_address AS address FROM audit_events WHERE refusal IS NOT NULL ORDER BY id DESC LIMIT 1',
      )
      expect(last?.address).toBe(caller)

      // What is too large is refused before it is sent.
      const large = ask({
        ...over,
        method: 'POST',
        path: '/v1/imports',
        headers: { ...json, host: `localhost:${proxy.port}`, 'content-length': '5000000' },
      })
      large.flushHeaders()
      const [tooLarge] = (await once(large, 'response')) as [IncomingMessage]
      expect(tooLarge.statusCode).toBe(413)
      large.on('error', () => undefined).destroy()

      // Of a stream the beginning comes at once, and then each sign of life.
      const stream = await begin({ path: pathOf(followMeeting, { meetingId }), headers: { authorization } })
      let heard = ''
      for await (const chunk of stream) {
        heard += String(chunk)
        if (heard.split(': still here').length > 2) break
      }
      expect(heard).toMatch(/^event: news\n/)

      // All that comes while one drains and stops is answered.
      one.app.drain()
      const answered: (number | undefined)[] = []
      const stopped = stopServing(one.app, 3_000)
      let ended = false
      void stopped.then(() => (ended = true))
      while (!ended)
        answered.push(await status({ path: '/v1/session', headers: { authorization } }).catch(() => 0))
      answered.push(await status({ path: '/v1/session', headers: { authorization } }))
      expect([...new Set(answered)]).toEqual([200])
      await proxy.stop()
      await two.app.close()
    },
    120_000,
  )
