import { randomBytes } from 'node:crypto'
import { changePassword, raiseAlarm, resetPassword } from '@alongside/shared/accounts/contract'
import { listSessions, readSession, signIn } from '@alongside/shared/sessions/contract'
import { beforeEach, expect, it } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { openEastmarsh } from '../../test/world.ts'
import { newId } from '../ids.ts'
import { secretHash } from '../secret-hash.ts'
import { hashPassword } from '../sessions/passwords.ts'
import { whyNotPassword } from './password-rules.ts'

const opening = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(opening)
const { rows, anyone, services, runJobs } = world
const password = 'a few words that are long'
const another = 'seven slow herons over the water'
const email = 'outreach@alongside.example'
const browser = browserOf(world, password)
const hash = await hashPassword(password)

beforeEach(async () => {
  for (const table of ['sign_in_delays', 'account_tokens', 'account_letters'])
    await rows(`DELETE FROM ${table}`)
  await rows('UPDATE accounts SET password_hash = $1', [hash])
})

async function mailed(kind: 'alarm' | 'reset'): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await rows(
    `INSERT INTO account_tokens (id, kind, email, token_hash, issued_at, expires_at) VALUES ($1, $2, $3, $4, $5, '2026-03-09Z')`,
    [newId(), kind, email, secretHash(token), opening],
  )
  return token
}

/** Again and again, until the link was used. */
async function whileUsing(kind: 'alarm' | 'reset', round: number, again: () => Promise<void>): Promise<void> {
  const token = await mailed(kind)
  let over = false
  const thief = (async () => {
    while (!over) await again()
  })()
  await new Promise((done) => setTimeout(done, 40 + round * 9))
  const { status } = await (kind === 'alarm'
    ? anyone(raiseAlarm, { body: { token } })
    : anyone(resetPassword, { body: { token, password: another } }))
  over = true
  await thief
  expect(status).toBe(200)
}

it.each(['alarm', 'reset'] as const)(
  'IDN-3 a sign-in that was under way as the password went, by the link of %s, opens nothing',
  async (kind) => {
    for (let round = 0; round < 6; round++) {
      await rows('UPDATE accounts SET password_hash = $1', [hash])
      const opened: ReturnType<typeof browser>[] = []
      await whileUsing(kind, round, async () => {
        const thief = browser()
        if ((await thief.send(signIn, { body: { email, password } })).status === 201) opened.push(thief)
      })
      for (const { send } of opened) expect((await send(readSession)).status).toBe(401)
    }
  },
)

it('IDN-3 a change of password that was under way in a session as the alarm ended it changes nothing', async () => {
  const stolen = 'nine quick herons under a bridge'
  for (let round = 0; round < 6; round++) {
    await rows('UPDATE accounts SET password_hash = $1', [hash])
    await rows('DELETE FROM sign_in_delays')
    const thief = browser()
    await thief.enter(email)
    await whileUsing(
      'alarm',
      round,
      async () => void (await thief.send(changePassword, { body: { password: stolen } })),
    )
    expect((await anyone(signIn, { body: { email, password: stolen } })).status).toBe(401)
  }
})

it.each(['a\tb/1 x', ' /1 x', 'Your account ends. Keep it at https://evil.example/1 x'])(
  'IDN-6 a browser that says of itself %j is one that nobody knows, in the list and in the mail',
  async (agent) => {
    const hers = browser()
    await hers.enter(email)
    await browser().enter(email, { 'user-agent': agent })
    expect((await hers.send(listSessions)).status).toBe(200)
    await runJobs()
    expect(services.mailer.caught().filter(({ text }) => text.includes('Keep it'))).toEqual([])
  },
)

it('IDN-2 alarms by links that nobody was sent hold up no sign-in', async () => {
  await anyone(raiseAlarm, { body: { token: 'nothing-that-was-sent' } })
  const flood = Array.from({ length: 200 }, () => anyone(raiseAlarm, { body: { token: 'none-either' } }))
  const began = performance.now()
  await hashPassword('in the same queue as they')
  const waited = performance.now() - began
  await Promise.all(flood)
  expect(waited).toBeLessThan(1_500)
})

it('IDN-3 a long password is looked at in no time, however it is made', async () => {
  for (const long of [
    'p4$$w0rd@8({[<369&#!|1/|()0$5+7%2'.repeat(4).slice(0, 128),
    randomBytes(96).toString('base64'),
  ]) {
    await whyNotPassword(another, [])
    const began = performance.now()
    await whyNotPassword(long, ['Jo Mbeki', email, 'Lantern', 'Eastmarsh'])
    expect(performance.now() - began).toBeLessThan(1_500)
  }
})
