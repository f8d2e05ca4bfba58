import { addMember } from '@alongside/shared/partnerships/contract'
import { acceptInvitation, readSession, signIn } from '@alongside/shared/sessions/contract'
import { expect, it } from 'vitest'
import { openEastmarsh } from '../../test/world.ts'
import { openStanding } from '../db/standing.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { adminCommand } from './commands.ts'

// What the operator of a deployment does at the command line, and what of it is on record.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, agencies } = world
const asked = { DATABASE_OWNER_URL: world.database.ownerUrl, PUBLIC_URL: 'https://alongside.example' }
const admin = (...args: string[]) => adminCommand(asked, args, clock.now())
const recorded = async () =>
  (
    await rows<{ action: string }>(
      `SELECT action FROM audit_events WHERE action LIKE 'operator.%' ORDER BY id`,
    )
  ).map(({ action }) => action)

it('OPS-7 it lists the partnerships with no figure of any case, and is on record', async () => {
  const lines = await admin('partnerships')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^Eastmarsh.*: \d+ members of \d+ agencies, 0 invited, founded 2026-03-02$/)
  expect(await recorded()).toEqual(['operator.listed_partnerships'])
})

it('OPS-7 what it cannot do it says, and nothing was done or recorded', async () => {
  const before = await recorded()
  for (const [args, words] of [
    [['disable', 'nobody@away.example'], 'There is no account'],
    [['link', emailOf('outreach')], 'is no administrator'],
    [['invite', 'again', 'nobody@away.example'], 'No invitation waits'],
    [['queue', 'retry', 'everything'], 'Say which'],
    [['announce'], 'Say what'],
    [['dance'], 'Say what'],
  ] as const)
    await expect(admin(...args)).rejects.toThrow(words)
  expect(await recorded()).toEqual(before)
  expect((await as.outreach(readSession)).status).toBe(200)
})

it('OPS-7 a shut account is signed out and stays out', async () => {
  expect((await as.drugs(readSession)).status).toBe(200)
  const [said] = await admin('disable', emailOf('drugs').toUpperCase())
  expect(said).toContain('signs in no more')
  expect((await as.drugs(readSession)).status).toBe(401)
  expect((await recorded()).at(-1)).toBe('operator.disabled_account')
})

it('OPS-7 an administrator who lost her password gets a link that opens once, and what she was signed in to has ended', async () => {
  const email = 'platform@alongside.example'
  const [link = ''] = await admin('link', email)
  const token = link.split('#')[1]!
  expect(link).toBe(`https://alongside.example/invitation#${token}`)
  expect((await world.administrator(readSession)).status).toBe(401)
  const accept = () => world.anyone(acceptInvitation, { body: { token, password: 'seven wet green boots' } })
  expect((await accept()).status).toBe(201)
  const again = await world.anyone(signIn, { body: { email, password: 'seven wet green boots' } })
  expect(again.status).toBe(201)
  expect((await accept()).status).toBeGreaterThanOrEqual(400)
})

it('OPS-7 an invitation that did not arrive is sent again with a fresh link', async () => {
  const email = 'nadia@away.example'
  await done(as.police, addMember, {
    body: {
      name: 'Nadia Omar',
      email,
      agencyId: agencies.police,
      role: 'practitioner',
      safeguardingLead: false,
    },
  })
  await world.runJobs()
  const mails = () => world.services.mailer.caught().filter(({ to }) => to === email)
  expect(mails()).toHaveLength(1)
  await rows(`UPDATE place_offers SET undelivered_at = now() WHERE email = $1`, [email])
  clock.set('2026-03-20T09:00:00Z')
  await admin('invite', 'again', email)
  await world.runJobs()
  expect(mails()).toHaveLength(2)
  expect(new Set(mails().map(({ text }) => text)).size).toBe(2)
  expect(
    await rows(
      `SELECT 1 FROM place_offers WHERE email = $1 AND undelivered_at IS NULL AND expires_at > '2026-04-02'`,
      [email],
    ),
  ).toHaveLength(1)
})

it('OPS-7 what was given up is listed without whom it was for, and tried again', async () => {
  expect(await admin('queue', 'list')).toEqual(['Nothing waits, and nothing was given up.'])
  const boss = await world.queue().started()
  await boss.send('mail', { to: 'nadia@away.example', subject: 'x', text: 'y' })
  await rows(
    `UPDATE pgboss.job SET state = 'failed', retry_count = 10 WHERE name = 'mail' AND state = 'created'`,
  )
  expect(await admin('queue', 'list')).toEqual([
    expect.stringMatching(/^mail: 1 were given up, the oldest of 20/),
  ])
  expect(await admin('queue', 'retry', 'mail')).toEqual(['1 of mail are tried again.'])
  expect(await boss.fetch('mail')).toHaveLength(1)
})

it('OPS-7 maintenance that is announced stands on every page until it is over, as it was typed and as no markup', async () => {
  await admin('announce', 'Away <b>on Sunday</b>', 'from 8 to 9', '--hours', '48')
  const { standing, look } = openStanding(world.services.log)
  await look(world.services.pools.app)
  world.services.standing = standing
  const page = async () => (await world.app.inject('/problems')).body
  expect(await page()).toContain('Away &lt;b&gt;on Sunday&lt;/b&gt; from 8 to 9')
  clock.set('2026-03-22T09:00:01Z')
  expect(await page()).not.toContain('Away')
  await admin('announce', '--nothing')
  expect(await rows('SELECT 1 FROM deployment.announcement')).toEqual([])
})

it('OPS-7 everybody is signed out at once', async () => {
  await admin('sessions', 'end', 'everybody')
  expect((await as.coordinator(readSession)).status).toBe(401)
})
