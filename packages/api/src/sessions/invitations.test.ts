import { addMember, endMembership, sendOfferAgain } from '@alongside/shared/partnerships/contract'
import {
  acceptInvitation,
  acceptPlace,
  declinePlace,
  listMyOffers,
  openInvitation,
  readSession,
  refreshSession,
} from '@alongside/shared/sessions/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'
import { hashPassword } from './passwords.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows, anyone } = world
const password = 'a few words that are long'
const other = 'other words that are long'
await rows('UPDATE accounts SET password_hash = $1', [await hashPassword(password)])
const browser = browserOf(world, password)
const app = sqlAs(world, world.database.appUrl)

const invite = (email: string, agency: 'housing' | 'drugs' = 'housing') =>
  done(as[agency], addMember, {
    body: { email, name: 'As they typed it', agencyId: agencies[agency], role: 'practitioner' },
  })
/** The tokens in the mails to an address, oldest first. */
async function tokens(email: string): Promise<string[]> {
  await world.runJobs()
  return world.services.mailer
    .caught()
    .filter(({ to }) => to === email)
    .toReversed()
    .flatMap(({ text }) => text.match(/invitation#([\w-]+)/)?.[1] ?? [])
}
const accept = (token: string, chosen: string) =>
  anyone(acceptInvitation, { body: { token, password: chosen } })
const codeOf = ({ status, body }: { status: number; body: object }) => [
  status,
  (body as { code?: string }).code,
]
const hashOf = async (email: string) =>
  (await rows<{ password_hash: string }>('SELECT password_hash FROM accounts WHERE email = $1', [email]))[0]
    ?.password_hash

it('ACC-10 an invitation comes by mail, works once, and lets its holder in', async () => {
  const email = 'new.colleague@alongside.example'
  await invite(email)
  const [token = ''] = await tokens(email)
  expect(await done(anyone, openInvitation, { body: { token } })).toMatchObject({
    email,
    hasAccount: false,
    offer: {
      agencyName: 'Harbour Homes',
      partnershipName: 'Eastmarsh Partnership',
      role: 'practitioner',
      offeredByName: 'Sam Osei',
    },
  })
  expect(codeOf(await accept(`${token}x`, password))).toEqual([409, 'invitation.spent'])
  expect(codeOf(await accept(token, 'short'))).toEqual([400, 'request.invalid'])
  // Twenty at once: one is let in.
  const all = await Promise.all(Array.from({ length: 20 }, () => accept(token, password)))
  expect(
    all
      .map(({ status }) => status)
      .sort()
      .slice(0, 2),
  ).toEqual([201, 409])
  expect(codeOf(await accept(token, other))).toEqual([409, 'invitation.spent'])
  expect((await browser().enter(email)).body.name).toBe('As they typed it')
  expect(world.log.join('\n')).not.toContain(token)
})

it('ACC-10 a second invitation ends the first: the older link opens nothing, before and after the newer is used', async () => {
  const email = 'asked.twice@alongside.example'
  await invite(email)
  const [first = ''] = await tokens(email)
  await invite(email)
  // Also while the newer mail is on its way.
  expect((await accept(first, other)).status).toBe(409)
  const [, second = ''] = await tokens(email)
  expect(codeOf(await accept(first, other))).toEqual([409, 'invitation.spent'])
  expect((await accept(second, password)).status).toBe(201)
  const hash = await hashOf(email)
  expect(codeOf(await accept(first, other))).toEqual([409, 'invitation.spent'])
  expect(await hashOf(email)).toBe(hash)
  await expect(
    rows(
      `INSERT INTO account_tokens (id, email, token_hash, issued_at, expires_at) VALUES ($1, 'a@a.example', '\\x01', now(), now()), ($2, 'a@a.example', '\\x02', now(), now())`,
      [newId(), newId()],
    ),
  ).rejects.toThrow('account_tokens_alive')
})

it('ACC-10 accepting never touches the password of a live account: who has one shows it, or signs in', async () => {
  const email = 'constable@alongside.example'
  const before = await hashOf(email)
  await invite(email, 'drugs')
  const [token = ''] = await tokens(email)
  expect(await done(anyone, openInvitation, { body: { token } })).toMatchObject({ hasAccount: true })
  expect(codeOf(await accept(token, other))).toEqual([401, 'session.wrong_credentials'])
  expect(await hashOf(email)).toBe(before)
  expect((await accept(token, password)).status).toBe(201)
  expect(await hashOf(email)).toBe(before)
  expect((await browser().enter(email)).body.places.map(({ agencyName }) => agencyName)).toEqual([
    'Eastmarsh Police',
    'Turning Tide',
  ])
})

it('ACC-10 who is signed in says yes or no to what she is offered; nobody else can', async () => {
  const { id } = await invite('midwife@alongside.example', 'drugs')
  expect((await done(as.midwife, listMyOffers)).items).toMatchObject([
    { id, agencyName: 'Turning Tide', offeredByName: 'Fiona Reid' },
  ])
  for (const who of ['health', 'drugs', 'coordinator'] as const) {
    expect((await done(as[who], listMyOffers)).items).toEqual([])
    for (const answer of [acceptPlace, declinePlace])
      expect(codeOf(await as[who](answer, { params: { offerId: id }, body: {} }))).toEqual([404, 'not_found'])
  }
  await done(as.midwife, declinePlace, { params: { offerId: id }, body: {} })
  expect(codeOf(await as.midwife(acceptPlace, { params: { offerId: id }, body: {} }))).toEqual([
    409,
    'offer.over',
  ])

  const again = await invite('midwife@alongside.example', 'drugs')
  await done(as.midwife, acceptPlace, { params: { offerId: again.id }, body: {} })
  const { places } = await done(as.midwife, readSession)
  expect(places.map(({ agencyName }) => agencyName)).toEqual(['Eastmarsh Hospital', 'Turning Tide'])
  expect(
    await rows(
      `SELECT agency_id FROM audit_events WHERE action = 'place.accepted' AND partnership_id = $1 ORDER BY id DESC LIMIT 1`,
      [world.partnershipId],
    ),
  ).toEqual([{ agency_id: agencies.drugs }])
})

it('ACC-10 what an inviter learns is the same for every address', async () => {
  await rows(`UPDATE accounts SET disabled_at = $1 WHERE email = 'probation@alongside.example'`, [
    world.clock.now(),
  ])
  await rows(
    `INSERT INTO accounts (id, email, name, created_at) VALUES ($1, 'never.came@alongside.example', 'Known Name', $2)`,
    [newId(), world.clock.now()],
  )
  const addresses = {
    unknown: 'nobody.at.all@alongside.example',
    'known, with a password': 'children@alongside.example',
    'known, without one': 'never.came@alongside.example',
    disabled: 'probation@alongside.example',
    'of another partnership': 'lead@sandbox.example',
  }
  // From another partnership, whose coordinator knows none of them.
  const [waymark] = await rows<{ id: string }>(
    `SELECT coordinating_agency_id AS id FROM partnerships WHERE prefix = 'WVP'`,
  )
  const learnt: object[] = []
  for (const email of Object.values(addresses)) {
    const answer = await world.elsewhere(addMember, {
      body: { email, name: 'As she typed it', agencyId: waymark!.id, role: 'practitioner' },
    })
    const { id, email: said, ...told } = answer.body
    expect([typeof id, said]).toEqual(['string', email])
    learnt.push({ status: answer.status, told })
    await world.runJobs()
  }
  expect(learnt).toEqual(learnt.map(() => learnt[0]))
  expect(JSON.stringify(learnt)).not.toContain('Known Name')
  // Nor by the mail that goes out: it is one text for all.
  const mails = Object.values(addresses).map((email) => {
    const mail = world.services.mailer.caught().findLast(({ to, text }) => to === email && text.includes('#'))
    return mail?.text.replace(/#\S+/, '#')
  })
  expect(new Set(mails).size).toBe(1)
  // In the database no statement of hers finds the account either.
  await app.within('coordinator@westvale.example', async (client) => {
    const { rows: seen } = await client.query('SELECT email FROM accounts WHERE email = ANY ($1)', [
      Object.values(addresses),
    ])
    expect(seen).toEqual([])
  })
  await rows(`UPDATE accounts SET disabled_at = NULL WHERE email = 'probation@alongside.example'`)
})

it('ACC-10 a session ends with its place: who moved signs in anew, and acts in the new one alone', async () => {
  const email = 'lettings@alongside.example'
  const { jar, send, enter } = browser()
  await enter(email)
  await rows(
    `INSERT INTO notifications (partnership_id, id, membership_id, kind, subject, subject_id, occasion, at)
      SELECT m.partnership_id, $2, m.id, 'agreement_to_sign', 'agreement', $3, 'once', $4
        FROM accounts a JOIN memberships m ON m.account_id = a.id WHERE a.email = $1`,
    [email, newId(), newId(), world.clock.now()],
  )
  await done(as.drugs, addMember, {
    body: { email, name: 'Lee Park', agencyId: agencies.drugs, role: 'practitioner' },
  })
  await world.signIn(email)
  const [place] = await rows<{ id: string }>(
    `SELECT m.id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $1 AND m.agency_id = $2`,
    [email, agencies.housing],
  )
  await done(as.housing, endMembership, {
    params: { memberId: place!.id },
    body: { reason: 'Moved to Turning Tide' },
  })
  expect((await send(readSession)).body.code).toBe('session.required')
  const kept = new Map(jar)
  expect((await send(refreshSession, { body: {} })).body.code).toBe('session.required')
  for (const [name, value] of kept) jar.set(name, value)
  // Not even where a session had been left open by something else than the ending.
  await rows(`UPDATE sessions SET ended_at = NULL WHERE membership_id = $1`, [place!.id])
  expect((await send(refreshSession, { body: {} })).body.code).toBe('session.required')
  expect((await browser().enter(email)).body).toMatchObject({
    acting: { agencyName: 'Turning Tide' },
    places: [{}],
  })
})

it('ACC-10 who moved keeps no notice of the agency that she left, and is told of it no more', async () => {
  const mover = await world.signIn('lettings@alongside.example')
  expect((await done(mover, listNotifications)).items.map(({ kind }) => kind)).not.toContain(
    'agreement_to_sign',
  )
  expect((await done(mover, readMyWork)).unreadNotifications).toBe(0)
})

it('ACC-10 an invitation that was sent again leaves the older link dead', async () => {
  const email = 'sent.again@alongside.example'
  const { id } = await invite(email)
  const [first = ''] = await tokens(email)
  await done(as.housing, sendOfferAgain, { params: { offerId: id }, body: {} })
  const [, second = ''] = await tokens(email)
  expect((await accept(first, password)).status).toBe(409)
  expect((await accept(second, password)).status).toBe(201)
})
