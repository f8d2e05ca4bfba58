import { at } from '@alongside/shared/addresses'
import { noCaseData } from '@alongside/shared/audit'
import { query } from '@alongside/shared/contract'
import { Closed, ListOf, Nullable, Text } from '@alongside/shared/scalars'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { authentication } from '../src/http/authenticate.ts'
import { documented, openapi } from '../src/http/openapi.ts'
import { operations } from '../src/http/operation.ts'
import { sendProblem } from '../src/http/problems.ts'
import { callerAs } from '../src/in-process.ts'
import { openSession } from '../src/sessions/queries.ts'
import { openEastmarsh } from './world.ts'

// Nothing of the API is deprecated yet: the promise of docs/guides/changes.md is held against an operation made for it.
const leaving = query(at('Work').read('listWhatLeaves', '/v1/leaving', 'partnership:read'), {
  summary: 'Somebody’s old way',
  deprecated: { since: '2026-01-01T00:00:00Z', sunset: '2027-01-31T23:59:59Z', see: '/guides/changes' },
  reply: Closed({ items: ListOf(Text()), next: Nullable(Text()) }),
  audit: noCaseData,
})

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const app = Fastify()
app.decorate('services', world.services)
app.decorate('refused', () => undefined)
app.decorate('documented', documented)
app.setErrorHandler((error, request, reply) => void sendProblem(request, reply, error))
await app.register(authentication)
await app.register(swagger, { openapi: structuredClone(openapi) as never })
await app.register(async (scope) =>
  operations(scope).query(leaving, async () => ({ reply: { items: [], next: 'more' } })),
)
await app.ready()

const said = {
  deprecation: '@1767225600',
  sunset: 'Sun, 31 Jan 2027 23:59:59 GMT',
}

it('API-1 every answer of a deprecated operation says so, refusals too, and where to read what to do', async () => {
  const link = '</guides/changes>; rel="deprecation"; type="text/html"'
  const refused = await callerAs(app, null)(leaving)
  expect(refused).toMatchObject({ status: 401, headers: { ...said, link } })

  const [account] = await world.rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'coordinator@alongside.example'`,
  )
  const opened = await openSession(world.services.pools.identity, account!.id, world.clock.now())
  expect(await callerAs(app, opened!.actor)(leaving)).toMatchObject({
    status: 200,
    headers: { ...said, link: `${link}, </v1/leaving?cursor=more>; rel="next"` },
  })
})

it('API-1 its description says so', () => {
  const document = app.swagger() as unknown as { paths: Record<string, { get: Record<string, unknown> }> }
  expect(document.paths['/v1/leaving']?.get).toMatchObject({
    deprecated: true,
    description: expect.stringContaining('Gone after 2027-01-31: see [what to do instead](/guides/changes).'),
    responses: { 200: { headers: { Deprecation: {}, Sunset: {} } } },
  })
})
