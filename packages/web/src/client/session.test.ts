import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { problems } from '@alongside/shared/problems'
import { listReferrals, saveReferral, startReferral } from '@alongside/shared/referrals/addresses'
import { signIn } from '@alongside/shared/sessions/addresses'
import { afterEach, expect, test, vi } from 'vitest'
import { onSession, onStepUp, request } from './session.ts'
import { ProblemError, Unreachable } from './transport.ts'

interface Seen {
  line: string
  headers: IncomingMessage['headers']
}
let stop = () => Promise.resolve()
afterEach(async () => {
  await stop()
  vi.unstubAllGlobals()
})

/** A real server on loopback that answers each request line with a status and a body. */
async function serve(answer: (seen: Seen, all: Seen[]) => { status: number; body: unknown } | 'cut') {
  const all: Seen[] = []
  const listen: RequestListener = (incoming, response) => {
    incoming.resume()
    const seen = { line: `${incoming.method} ${incoming.url}`, headers: incoming.headers }
    all.push(seen)
    const given = answer(seen, all)
    if (given === 'cut') return void incoming.socket.destroy()
    response.writeHead(given.status, { 'content-type': 'application/json' }).end(JSON.stringify(given.body))
  }
  const server = createServer(listen)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  const { port } = server.address() as AddressInfo
  vi.stubGlobal('location', new URL(`http://127.0.0.1:${port}/referrals`))
  return all
}

const problem = (code: keyof typeof problems, more: object = {}) => ({
  status: problems[code].status,
  body: { code, title: problems[code].title, status: problems[code].status, ...more },
})
const refreshes = (all: Seen[]) => all.filter(({ line }) => line === 'POST /v1/session/refresh').length
const page = { items: [], next: null }

test('API-4 requests that find the session old renew it once together, and are all repeated', async () => {
  let fresh = false
  const all = await serve(({ line }) => {
    if (line === 'POST /v1/session/refresh') {
      fresh = true
      return { status: 200, body: {} }
    }
    return fresh ? { status: 200, body: page } : problem('session.required')
  })
  const answers = await Promise.all([1, 2, 3].map(() => request(listReferrals, { query: { limit: 5 } })))
  expect(answers).toEqual([page, page, page])
  expect(refreshes(all)).toBe(1)
  expect(all.filter(({ line }) => line === 'GET /v1/referrals?limit=5')).toHaveLength(6)
})

test('a session that cannot be renewed is over: who listens hears it, and nothing is repeated', async () => {
  const all = await serve(() => problem('session.required'))
  const heard: unknown[] = []
  const unhear = onSession((news) => heard.push(news))
  await expect(request(listReferrals, {})).rejects.toThrow(ProblemError)
  unhear()
  expect(heard).toEqual(['over'])
  expect(all.map(({ line }) => line)).toEqual(['GET /v1/referrals', 'POST /v1/session/refresh'])
})

test('a wrong password is no old session', async () => {
  const all = await serve(() => problem('session.wrong_credentials'))
  await expect(
    request(signIn, { body: { email: 'jo@lantern.example', password: 'x' } }),
  ).rejects.toMatchObject({
    problem: { code: 'session.wrong_credentials' },
  })
  expect(refreshes(all)).toBe(0)
})

test('API-4 a POST carries one key, before and after the session is renewed; a change names its version', async () => {
  const all = await serve(({ line, headers }, seen) => {
    if (line === 'POST /v1/session/refresh') return { status: 200, body: {} }
    const again = seen.filter((other) => other.line === line).length > 1
    return again || headers['if-match'] ? { status: 200, body: {} } : problem('session.required')
  })
  await request(startReferral, { body: {}, idempotencyKey: 'one-attempt' })
  await request(saveReferral, { params: { referralId: 'a/b' }, body: { answers: {} }, version: 7 })
  expect(
    all.filter(({ line }) => line === 'POST /v1/referrals').map(({ headers }) => headers['idempotency-key']),
  ).toEqual(['one-attempt', 'one-attempt'])
  expect(all.at(-1)).toMatchObject({ line: 'PATCH /v1/referrals/a%2Fb', headers: { 'if-match': '"v7"' } })
})

test('IDN-5 what needs a proof asks for it once, however many wait for it, and is sent once more as it was', async () => {
  let proved = false
  const all = await serve(() => (proved ? { status: 200, body: {} } : problem('session.step_up_needed')))
  let asked = 0
  const stop = onStepUp(async () => {
    asked += 1
    await new Promise(setImmediate)
    return (proved = true)
  })
  await Promise.all([
    request(startReferral, { body: {}, idempotencyKey: 'first-attempt' }),
    request(saveReferral, { params: { referralId: 'a' }, body: { answers: {} }, version: 7 }),
  ])
  stop()
  expect(asked).toBe(1)
  const sent = (line: string) =>
    all
      .filter((seen) => seen.line === line)
      .map(({ headers }) => headers['idempotency-key'] ?? headers['if-match'])
  expect(sent('POST /v1/referrals')).toEqual(['first-attempt', 'first-attempt'])
  expect(sent('PATCH /v1/referrals/a')).toEqual(['"v7"', '"v7"'])
})

test('IDN-5 a proof that is declined, or that nobody asks for, leaves the refusal; one that does not help is not asked for again', async () => {
  const all = await serve(() => problem('session.step_up_needed'))
  const refused = { problem: { code: 'session.step_up_needed' } }
  await expect(request(startReferral, { body: {} })).rejects.toMatchObject(refused)
  const declined = onStepUp(async () => false)
  await expect(request(startReferral, { body: {} })).rejects.toMatchObject(refused)
  declined()
  expect(all).toHaveLength(2)
  const given = onStepUp(async () => true)
  await expect(request(startReferral, { body: {} })).rejects.toMatchObject(refused)
  given()
  expect(all).toHaveLength(4)
})

test('REF-5 a refusal brings every fault with its place', async () => {
  const errors = [
    { pointer: '/answers/person/name', code: 'missing', detail: 'Write the name that she uses' },
  ]
  await serve(() => problem('referral.incomplete', { errors }))
  await expect(request(startReferral, { body: {} })).rejects.toMatchObject({
    problem: { status: 422, errors },
  })
})

test('a cut connection is told apart from a refusal', async () => {
  await serve(() => 'cut')
  await expect(request(listReferrals, {})).rejects.toThrow(Unreachable)
})
