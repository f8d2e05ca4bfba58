import { addAgency, addMember } from '@alongside/shared/partnerships/contract'
import { signIn, stepUp, switchMembership } from '@alongside/shared/sessions/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { openEastmarsh } from '../../test/world.ts'
import { hashPassword } from './passwords.ts'

const opening = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(opening)
const password = 'a few words that are long'
const email = 'coordinator@alongside.example'
const browser = browserOf(world, password)
await world.rows('UPDATE accounts SET password_hash = $1', [await hashPassword(password)])

beforeEach(async () => {
  world.clock.set(opening)
  await world.rows('DELETE FROM sign_in_delays')
})

const seconds = 1000
const minutes = 60 * seconds
const at = (milliseconds: number) => new Date(Date.parse(opening) + milliseconds).toISOString()
const recorded = (action: string) =>
  world.rows<{ account_id: string | null; agency_id: string | null; subject_id: string | null }>(
    'SELECT account_id, agency_id, subject_id FROM audit_events WHERE action = $1',
    [action],
  )

let colleagues = 0
/** Gives somebody new a place: one of the operations that ask for a proof. */
const colleague = () => ({
  body: {
    email: `colleague.${(colleagues += 1)}@alongside.example`,
    name: 'A colleague',
    agencyId: world.agencies.lantern,
    role: 'practitioner',
  },
})

async function entered(as = email) {
  const it = browser()
  await it.enter(as)
  return it
}

describe('IDN-5 a dangerous operation', () => {
  it('is done within five minutes of signing in, and afterwards asks who is there', async () => {
    const { send } = await entered()
    world.clock.set(at(5 * minutes - seconds))
    expect((await send(addMember, colleague())).status).toBe(201)
    world.clock.set(at(5 * minutes))
    const refused = await send(addMember, colleague())
    expect(refused).toMatchObject({ status: 403, body: { code: 'session.step_up_needed' } })
  })

  it('is done for five minutes once the password was typed again, in that session alone', async () => {
    const [here, there] = [await entered(), await entered()]
    world.clock.set(at(6 * minutes))
    const proved = await here.send(stepUp, { body: { password } })
    expect(proved).toMatchObject({ status: 200, body: { until: at(11 * minutes) } })
    expect((await here.send(addMember, colleague())).status).toBe(201)
    expect((await there.send(addMember, colleague())).body.code).toBe('session.step_up_needed')
    world.clock.set(at(9 * minutes))
    expect((await here.send(addMember, colleague())).status).toBe(201)
    const [event] = await recorded('session.stepped_up')
    expect(event).toMatchObject({ account_id: expect.any(String), agency_id: world.agencies.lantern })
    expect(event?.subject_id).not.toBeNull()
  })

  it('is told what is wrong with it before it is told to prove anything, and does nothing until then', async () => {
    const { send } = await entered()
    world.clock.set(at(6 * minutes))
    expect((await send(addMember, { body: { name: 'Nobody' } })).body.code).toBe('request.invalid')
    const call = colleague()
    await send(addMember, call)
    expect(await world.rows('SELECT FROM accounts WHERE email = $1', [call.body.email])).toEqual([])
    await send(stepUp, { body: { password } })
    expect((await send(addMember, call)).status).toBe(201)
  })

  it('is sent again with its own key after the proof, and happens once', async () => {
    const { send } = await entered()
    world.clock.set(at(6 * minutes))
    const again = { ...colleague(), headers: { 'idempotency-key': 'the-same-press' } }
    expect((await send(addMember, again)).status).toBe(403)
    await send(stepUp, { body: { password } })
    const [first, second] = [await send(addMember, again), await send(addMember, again)]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body).toEqual(first.body)
  })

  it('others ask for nothing', async () => {
    const { send } = await entered()
    world.clock.set(at(6 * minutes))
    const body = { name: 'A new agency', kind: 'housing' }
    expect((await send(addAgency, { body })).body.code).not.toBe('session.step_up_needed')
  })
})

describe('IDN-5 a proof', () => {
  it('is not given by another password, nor by anybody without one; both are answered alike, on record, and nothing opens', async () => {
    const { send } = await entered()
    world.clock.set(at(6 * minutes))
    const before = (await recorded('session.step_up_failed')).length
    const wrong = await send(stepUp, { body: { password: 'a few words that are wrong' } })
    await world.rows('UPDATE accounts SET password_hash = NULL WHERE email = $1', [email])
    const without = await send(stepUp, { body: { password } })
    await world.rows('UPDATE accounts SET password_hash = $2 WHERE email = $1', [
      email,
      await hashPassword(password),
    ])
    expect(wrong).toMatchObject({ status: 403, body: { code: 'session.not_proved' } })
    expect({ ...without.body, instance: null }).toEqual({ ...wrong.body, instance: null })
    const failed = await recorded('session.step_up_failed')
    expect(failed).toHaveLength(before + 2)
    expect(failed.at(-1)).toMatchObject({ agency_id: world.agencies.lantern })
    expect((await send(addMember, colleague())).body.code).toBe('session.step_up_needed')
    expect(world.log.join('\n')).not.toContain('words that are wrong')
  })

  it('is counted with signing in: an open session is no second way to guess', async () => {
    const { send } = await entered()
    const guess = () => send(stepUp, { body: { password: 'no' } })
    for (let tries = 0; tries < 5; tries++) expect((await guess()).status).toBe(403)
    const waits = await guess()
    expect(waits).toMatchObject({ status: 429, body: { code: 'request.too_many' } })
    expect(waits.response.headers['retry-after']).toBe('2')
    expect((await send(stepUp, { body: { password } })).status).toBe(429)
    expect((await send(signIn, { body: { email, password } })).status).toBe(429)
    world.clock.set(at(2 * seconds))
    expect((await send(stepUp, { body: { password } })).status).toBe(200)
  })

  it('keeps nothing of the password: neither of a right one nor of a wrong one', async () => {
    const { send } = await entered()
    const headers = { 'idempotency-key': 'a-key-of-its-own' }
    await send(stepUp, { body: { password }, headers })
    expect(await world.rows('SELECT FROM idempotency_keys WHERE key = $1', ['a-key-of-its-own'])).toEqual([])
  })

  it('opens nothing that an ended session, another site or another place has', async () => {
    const { send, jar } = await entered()
    const elsewhere = await send(stepUp, { body: { password }, headers: { 'sec-fetch-site': 'cross-site' } })
    expect(elsewhere.body.code).toBe('request.cross_site')
    await world.rows('UPDATE sessions SET ended_at = $1', [opening])
    expect((await send(stepUp, { body: { password } })).body.code).toBe('session.required')
    expect((await send(switchMembership, { body: {} })).status).toBe(400)
    jar.clear()
    expect((await send(stepUp, { body: { password } })).body.code).toBe('session.required')
  })
})
