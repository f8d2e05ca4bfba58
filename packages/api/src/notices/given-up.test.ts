import { createServer } from 'node:net'
import { addMember, listMembers } from '@alongside/shared/partnerships/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { afterAll, expect, it } from 'vitest'
import { openEastmarsh } from '../../test/world.ts'
import { withDefaults } from '../config.ts'
import { done } from '../demo/found.ts'
import { sendMails } from '../jobs/queue.ts'
import type { Mail } from './mailer.ts'
import { tryMail } from './try-mail.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, services, rows, agencies } = world

const nobody = { name: 'Nadia Omar', email: 'nadia@away.example' }

it('OPS-6 an invitation whose mail was given up is on the coordinator’s list to be sent again, and those beside it went once', async () => {
  await world.runJobs()
  for (const { name, email } of [nobody, { name: 'Sam Lee', email: 'sam@there.example' }])
    await done(as.police, addMember, {
      body: { name, email, agencyId: agencies.police, role: 'practitioner', safeguardingLead: false },
    })
  const boss = await world.queue().started()
  const { relayOutbox } = await import('../jobs/relay.ts')
  await relayOutbox(services)
  const waiting = await boss.fetch<Mail>('mail', { batchSize: 20, includeMetadata: true })
  const went: string[] = []
  const refusing = {
    ...services,
    mailer: {
      send: async ({ to }: Mail) => {
        if (to === nobody.email) throw Object.assign(new Error('550 no such user'), { code: 'EENVELOPE' })
        went.push(to)
      },
    },
  }
  const results = await sendMails(refusing, waiting)
  expect(results.map(({ status }) => status).sort()).toEqual(['completed', 'failed'])
  expect(went).toEqual(['sam@there.example'])
  const undelivered = async () =>
    (await done(as.coordinator, listMembers)).offered
      .filter((offer) => offer.undelivered)
      .map(({ name }) => name)
  // It is tried again first.
  expect(await undelivered()).toEqual([])
  const last = waiting
    .filter(({ data }) => data.to === nobody.email)
    .map((job) => ({ ...job, retryCount: job.retryLimit }))
  await sendMails(refusing, last)
  await sendMails(refusing, last)
  expect(await undelivered()).toEqual([nobody.name])
  const told = (await done(as.coordinator, listNotifications)).items.filter(
    ({ kind }) => kind === 'invitation_undelivered',
  )
  expect(told).toHaveLength(1)
  expect(world.log.join('')).not.toContain(nobody.email)
  expect(await rows(`SELECT 1 FROM place_offers WHERE undelivered_at IS NOT NULL`)).toHaveLength(1)
})

/** A relay that knows no TLS, on that address of this machine. */
async function relayAt(host: string) {
  const heard: string[] = []
  const server = createServer((socket) => {
    socket.write('220 relay\r\n')
    let data = false
    socket.on('data', (chunk) => {
      for (const line of String(chunk).split('\r\n').filter(Boolean)) {
        if (data && line !== '.') continue
        heard.push(line)
        if (line === '.') data = false
        if (line === 'DATA') data = true
        socket.write(data ? '354 go on\r\n' : line === '.' ? '250 queued as 1\r\n' : '250 good\r\n')
      }
    })
    socket.on('error', () => undefined)
  })
  await new Promise<void>((listening) => server.listen(0, host, listening))
  afterAll(() => void server.close())
  const { port } = server.address() as { port: number }
  return { url: `smtp://${host}:${port}`, heard }
}

it('CNF-4 OPS-6 mail goes over TLS or not at all, but to a relay on this very machine; `mail test` says what came of it', async () => {
  const settings = { DATABASE_URL: '', MASTER_KEY: '', ROLE_SECRET: '' }
  const here = await relayAt('127.0.0.1')
  expect(await tryMail(withDefaults({ ...settings, SMTP_URL: here.url }), 'one@alongside.example')).toBe(
    'The relay took a mail to one@alongside.example: 250 queued as 1',
  )
  const elsewhere = await relayAt('127.0.0.2')
  await expect(
    tryMail(withDefaults({ ...settings, SMTP_URL: elsewhere.url }), 'one@alongside.example'),
  ).rejects.toThrow(/^The mail was not taken \(E\w+\)/)
  expect(elsewhere.heard.filter((line) => line.startsWith('MAIL'))).toEqual([])
})
