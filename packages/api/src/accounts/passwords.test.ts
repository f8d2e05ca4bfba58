import {
  changePassword,
  openPasswordReset,
  raiseAlarm,
  requestPasswordReset,
  resetPassword,
} from '@alongside/shared/accounts/contract'
import { readSession, signIn } from '@alongside/shared/sessions/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { everything } from '../../test/everything.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'
import { hashPassword } from '../sessions/passwords.ts'

const opening = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(opening)
const { rows, anyone, services, clock, runJobs } = world
const password = 'a few words that are long'
const another = 'seven slow herons over the water'
const email = 'outreach@alongside.example'
const browser = browserOf(world, password)
const hash = await hashPassword(password)

beforeEach(async () => {
  clock.set(opening)
  await rows('DELETE FROM sign_in_delays')
  await rows('DELETE FROM account_tokens')
  await rows('DELETE FROM account_letters')
  await rows('UPDATE accounts SET password_hash = $1', [hash])
})

const later = (minutes: number) => clock.set(new Date(Date.parse(opening) + minutes * 60_000).toISOString())
/** What came to that address since, the newest first. */
async function mailsTo(address: string, from = 0): Promise<{ subject: string; text: string }[]> {
  await runJobs()
  const mails = services.mailer.caught().filter(({ to }) => to === address)
  return mails.slice(0, mails.length - from)
}
const linkIn = (text: string | undefined, page: string) =>
  new RegExp(`/${page}#([\\w-]+)`).exec(text ?? '')?.[1] ?? ''
async function mailedLink(address = email): Promise<string> {
  await anyone(requestPasswordReset, { body: { email: address } })
  const [mail] = await mailsTo(address)
  return linkIn(mail?.text, 'password')
}
const hashOf = async (address: string) =>
  (
    await rows<{ password_hash: string }>('SELECT password_hash FROM accounts WHERE email = $1', [address])
  )[0]!.password_hash

describe('IDN-3 a forgotten password', () => {
  it('is chosen anew by the link in a mail, once; whoever was signed in anywhere is so no more, and its holder is told', async () => {
    const { send, enter } = browser()
    await enter(email)
    const token = await mailedLink()
    expect(await anyone(openPasswordReset, { body: { token } })).toMatchObject({
      status: 200,
      body: { email },
    })
    expect((await send(readSession)).status).toBe(200)
    const before = (await mailsTo(email)).length
    expect(await anyone(resetPassword, { body: { token, password: another } })).toMatchObject({
      status: 200,
      body: { email },
    })
    expect((await send(readSession)).status).toBe(401)
    expect((await anyone(signIn, { body: { email, password } })).status).toBe(401)
    expect((await anyone(signIn, { body: { email, password: another } })).status).toBe(201)
    expect((await mailsTo(email, before)).map(({ subject }) => subject)).toContain(
      'Your password for Alongside was changed',
    )
    const again = await anyone(resetPassword, {
      body: { token, password: 'nine quick herons over the water' },
    })
    expect(again).toMatchObject({ status: 409, body: { code: 'password.link_spent' } })
    expect((await anyone(signIn, { body: { email, password: another } })).status).toBe(201)
  })

  it('answers alike to every address, and writes as much for it: to nobody’s goes no mail', async () => {
    await rows(
      `INSERT INTO accounts (id, email, name, password_hash, disabled_at, created_at) VALUES
        ($1, 'invited@alongside.example', 'Invited', NULL, NULL, $3), ($2, 'disabled@alongside.example', 'Disabled', $4, $3, $3)`,
      [newId(), newId(), opening, hash],
    )
    const answers = []
    for (const address of [
      email,
      'nobody@alongside.example',
      'invited@alongside.example',
      'disabled@alongside.example',
    ]) {
      const letters = await rows('SELECT FROM account_letters')
      const answer = await anyone(requestPasswordReset, { body: { email: address } })
      expect(await rows('SELECT FROM account_letters')).toHaveLength(letters.length + 1)
      const {
        date: _d,
        'x-request-id': _r,
        ratelimit: _l,
        ...headers
      } = answer.headers as Record<string, string>
      answers.push({ status: answer.status, body: answer.body, headers })
    }
    expect(answers[0]).toMatchObject({ status: 202, body: {} })
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    await runJobs()
    expect(await rows('SELECT FROM account_letters')).toEqual([])
    const told = new Set(services.mailer.caught().map(({ to }) => to))
    expect([told.has(email), told.has('nobody@alongside.example')]).toEqual([true, false])
    expect([told.has('invited@alongside.example'), told.has('disabled@alongside.example')]).toEqual([
      false,
      false,
    ])
    expect(world.log.join('\n')).not.toContain('nobody@')
  })

  it('opens by the newest link alone, for an hour; three are sent within an hour, and more in silence', async () => {
    const [first, second] = [await mailedLink(), await mailedLink()]
    const before = await everything(world)
    for (const token of [first, 'nothing-that-was-sent', ''.padEnd(32, 'x')])
      expect(await anyone(resetPassword, { body: { token, password: another } })).toMatchObject({
        status: 409,
        body: { code: 'password.link_spent' },
      })
    expect(await everything(world)).toEqual(before)
    expect((await anyone(openPasswordReset, { body: { token: second } })).status).toBe(200)
    const third = await mailedLink()
    const count = (await mailsTo(email)).length
    expect((await anyone(requestPasswordReset, { body: { email } })).status).toBe(202)
    expect(await mailsTo(email)).toHaveLength(count)
    later(59)
    expect((await anyone(openPasswordReset, { body: { token: third } })).status).toBe(200)
    later(60)
    expect((await anyone(openPasswordReset, { body: { token: third } })).status).toBe(409)
    later(61)
    expect(await mailedLink()).not.toBe('')
  })

  it('in parallel ×20 one link is used once, and one password is the new one', async () => {
    const token = await mailedLink()
    const tries = Array.from({ length: 20 }, (_, at) => `${another} ${String.fromCodePoint(97 + at)}`)
    const answers = await Promise.all(
      tries.map((chosen) => anyone(resetPassword, { body: { token, password: chosen } })),
    )
    const won = answers.flatMap(({ status }, at) => (status === 200 ? [tries[at]!] : []))
    expect(won).toHaveLength(1)
    expect((await anyone(signIn, { body: { email, password: won[0]! } })).status).toBe(201)
  })

  it('a sign-in that is under way with the password of before opens nothing, whichever of the two comes first', async () => {
    const token = await mailedLink()
    const tried = Array.from({ length: 4 }, () => browser())
    const [reset, ...opened] = await Promise.all([
      anyone(resetPassword, { body: { token, password: another } }),
      ...tried.map(({ send }) => send(signIn, { body: { email, password } })),
    ])
    expect(reset.status).toBe(200)
    for (const { status } of opened) expect([201, 401]).toContain(status)
    for (const { send } of tried) expect((await send(readSession)).status).toBe(401)
  })

  it('an invitation that waits is left as it is, and opens no reset; nor does a reset open an invitation', async () => {
    const token = await mailedLink()
    await rows(
      `INSERT INTO account_tokens (id, kind, email, token_hash, issued_at, expires_at) VALUES ($1, 'invitation', $2, sha256('an-invitation'), $3, '2026-03-12Z')`,
      [newId(), email, opening],
    )
    expect(
      (await anyone(resetPassword, { body: { token: 'an-invitation', password: another } })).status,
    ).toBe(409)
    expect(await hashOf(email)).toBe(hash)
    await anyone(resetPassword, { body: { token, password: another } })
    expect(
      await rows(`SELECT FROM account_tokens WHERE kind = 'invitation' AND spent_at IS NULL`),
    ).toHaveLength(1)
  })
})

describe('IDN-3 a password', () => {
  it.each([
    ['short', 'eleven char', 400],
    ['of the list that everybody tries', 'password1234', 422],
    ['of one key', 'aaaaaaaaaaaaaaaa', 422],
    ['of a keyboard’s row', 'qwertyuiopasdf', 422],
    ['of her own name', 'Jo Mbeki Jo Mbeki', 422],
    ['of her agency', 'lantern lantern', 422],
  ])('that is %s is refused with the reason, and the one before stays', async (_, chosen, status) => {
    const token = await mailedLink()
    const refused = await anyone(resetPassword, { body: { token, password: chosen } })
    expect(refused.status).toBe(status)
    expect(refused.body).toMatchObject({
      errors: [{ pointer: '/password', detail: expect.stringMatching(/\w/) }],
    })
    expect(await hashOf(email)).toBe(hash)
    // The link is not spent by it.
    expect((await anyone(resetPassword, { body: { token, password: another } })).status).toBe(200)
  })

  it('is the same however a keyboard composes its letters', async () => {
    const token = await mailedLink()
    await anyone(resetPassword, { body: { token, password: 'sept h\u00e9rons lents sur l\u2019eau' } })
    const typed = 'sept he\u0301rons lents sur l\u2019eau'
    expect((await anyone(signIn, { body: { email, password: typed } })).status).toBe(201)
  })

  it('is changed by whoever proves to be there; her other devices are signed out, and this one goes on', async () => {
    const [here, there] = [browser(), browser()]
    await here.enter(email)
    await there.enter(email)
    expect((await here.send(changePassword, { body: { password: another } })).status).toBe(200)
    expect([(await here.send(readSession)).status, (await there.send(readSession)).status]).toEqual([
      200, 401,
    ])
    expect((await anyone(signIn, { body: { email, password: another } })).status).toBe(201)
    later(6)
    const unproved = await here.send(changePassword, {
      body: { password: 'nine quick herons over the water' },
    })
    expect(unproved).toMatchObject({ status: 403, body: { code: 'session.step_up_needed' } })
    expect((await anyone(signIn, { body: { email, password: another } })).status).toBe(201)
  })
})

it('IDN-3 “this was not me”: by the link everything ends, no password fits, her lead and the coordinator are told, and a reset lets her in again', async () => {
  const [{ send, enter }, other] = [browser(), browser()]
  await enter(email)
  await other.enter(email)
  const told = (await mailsTo(email)).filter(({ subject }) => subject === 'A new sign-in to Alongside')
  const [latest = '', token = ''] = told.map(({ text }) => linkIn(text, 'not-me'))
  // Whoever is in changes the password: the link of a mail before that is good all the same.
  await other.send(changePassword, { body: { password: another } })
  expect(await anyone(raiseAlarm, { body: { token } })).toMatchObject({ status: 200, body: {} })
  for (const each of [send, other.send]) expect((await each(readSession)).status).toBe(401)
  for (const known of [password, another])
    expect((await anyone(signIn, { body: { email, password: known } })).status).toBe(401)
  const before = await everything(world)
  for (const spent of [token, latest])
    expect((await anyone(raiseAlarm, { body: { token: spent } })).status).toBe(409)
  expect(await everything(world)).toEqual(before)
  await runJobs()
  const { items } = await done(world.as.coordinator, listNotifications, { query: { unread: true } })
  expect(items.map(({ kind }) => kind)).toContain('account_alarm')
  const reset = await mailedLink()
  await anyone(resetPassword, { body: { token: reset, password: another } })
  expect((await anyone(signIn, { body: { email, password: another } })).status).toBe(201)
})
