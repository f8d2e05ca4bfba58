import {
  endOtherSessions,
  endSession,
  listSessions,
  type OpenSession,
  readSession,
} from '@alongside/shared/sessions/contract'
import { expect, it } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { openEastmarsh } from '../../test/world.ts'
import { newId } from '../ids.ts'
import { hashPassword } from './passwords.ts'

const opening = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(opening)
const password = 'a few words that are long'
const browser = browserOf(world, password)
await world.rows('UPDATE accounts SET password_hash = $1', [await hashPassword(password)])

const phone =
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36'
const listed = async ({ send }: ReturnType<typeof browser>) =>
  ((await send(listSessions)).body as unknown as { items: OpenSession[] }).items
const mailsTo = async (address: string) => {
  await world.runJobs()
  return world.services.mailer.caught().filter(({ to }) => to === address)
}

it('IDN-6 everyone sees where her own account is signed in, and ends one of them or all others', async () => {
  const email = 'outreach@alongside.example'
  const [here, there, third, stranger] = [browser(), browser(), browser(), browser()]
  await here.enter(email)
  await there.enter(email, { 'user-agent': phone })
  await third.enter(email)
  await stranger.enter('police@alongside.example')
  const [mine] = await listed(stranger)
  expect((await listed(here)).filter(({ id }) => id === mine!.id)).toEqual([])
  const open = (await listed(here)).filter(({ device }) => device)
  expect(open).toHaveLength(3)
  expect(open.filter(({ current }) => current)).toHaveLength(1)
  const onPhone = open.find(({ device }) => device === 'Chrome on Android')!
  expect(onPhone).toMatchObject({
    fromAddress: '127.0.0.1',
    agencyName: 'Lantern',
    since: opening,
  })
  for (const id of [mine!.id, newId()])
    expect((await here.send(endSession, { params: { sessionId: id }, body: {} })).status).toBe(404)
  expect((await stranger.send(readSession)).status).toBe(200)
  expect((await here.send(endSession, { params: { sessionId: onPhone.id }, body: {} })).status).toBe(200)
  expect((await there.send(readSession)).status).toBe(401)
  expect((await here.send(endSession, { params: { sessionId: onPhone.id }, body: {} })).status).toBe(404)
  expect((await third.send(readSession)).status).toBe(200)
  expect((await here.send(endOtherSessions, { body: {} })).status).toBe(200)
  expect([(await here.send(readSession)).status, (await third.send(readSession)).status]).toEqual([200, 401])
  expect((await listed(here)).map(({ current }) => current)).toEqual([true])
})

it('IDN-6 a browser in which she was never signed in is told of by mail; the first, and one that she knows, are not', async () => {
  const email = 'housing@alongside.example'
  const [desk, handset] = [browser(), browser()]
  await desk.enter(email)
  await desk.enter(email)
  const before = (await mailsTo(email)).length
  await handset.enter(email, { 'user-agent': phone })
  const [told, ...more] = (await mailsTo(email)).slice(0, (await mailsTo(email)).length - before)
  expect(more).toEqual([])
  expect(told).toMatchObject({
    subject: 'A new sign-in to Alongside',
    text: expect.stringContaining('Chrome on Android'),
  })
  await handset.enter(email)
  expect(await mailsTo(email)).toHaveLength(before + 1)
})
