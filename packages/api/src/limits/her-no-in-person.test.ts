import { readCase } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { agreeAction } from '@alongside/shared/room/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { Client } from 'pg'
import { beforeEach, expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { consentTo, withoutConsent } from '../demo/answers.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

// What one file says binds the others, and tells nobody who does not know of them; whom she refuses hears nothing.

const start = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(start)
const { as, rows, agencies, clock } = world
const meetings = await givenMeetings(world)
beforeEach(async () => {
  clock.set(start)
  await meetings.startOver()
})

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]?.id ?? ''
const given = async (about: Parameters<typeof givenSubmitted>[1]) =>
  (await givenSubmitted(world, about)).caseId ?? ''
const referenceOf = async (caseId: string) =>
  (await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [caseId]))[0]?.reference
const join = (caseId: string, joinedCaseId: string) =>
  done(as.coordinator, joinFiles, {
    params: { caseId },
    body: { joinedCaseId, reason: 'The same birthday' },
  })
/** What somebody is told that names a case, or all that she is told of cases since an instant. */
async function told(who: PersonName, reference: string | undefined, since = '') {
  await world.runJobs()
  const { items } = await done(as[who], listNotifications, { query: { limit: 100 } })
  return items.filter((one) => one.reference === reference && one.at > since).map(({ kind }) => kind)
}
const refusesInPerson = async (caseId: string, who: PersonName) =>
  done(as.outreach, recordLimit, {
    params: { caseId },
    body: {
      kind: 'worker',
      agencyId: agencies.housing,
      accountId: await accountOf(who),
      saidOn: '2026-03-02',
    },
  })

it('ACC-8 whom she refuses in person owns no action of hers, and nothing changes', async () => {
  const item = await meetings.listed()
  await refusesInPerson(item.caseId, 'lettings')
  await meetings.open(item.meetingId)
  const agreed = await as.chair(agreeAction, {
    params: { itemId: item.itemId },
    body: {
      ownerAgencyId: agencies.housing,
      ownerAccountId: await accountOf('lettings'),
      what: 'Find a room',
      why: 'She sleeps in a stairwell',
      dueOn: '2026-03-20',
      priority: 'urgent',
    },
  })
  expect(agreed).toMatchObject({
    status: 422,
    body: { code: 'reference.unknown', errors: [{ pointer: '/ownerAccountId' }] },
  })
  expect(await rows('SELECT id FROM actions WHERE case_id = $1', [item.caseId])).toEqual([])
})

it('ACC-8 a lead whom she refuses in person is told that she lost the case, and nothing of it after', async () => {
  const caseId = await given({ by: 'lettings', agrees: ['lantern', 'housing', 'health'], refuses: [] })
  const { reference, consents } = await done(as.lettings, readCase, { params: { caseId } })
  await refusesInPerson(caseId, 'housing')
  expect(await told('housing', reference)).toContain('sharing_lost')
  clock.set('2026-03-02T10:00:00Z')
  await done(as.lettings, withdrawConsent, { params: { consentId: consents[0]!.id }, body: { how: 'x' } })
  expect(await told('housing', reference, start)).toEqual([])
  expect(await told('health', reference, start)).not.toEqual([])
})

it('ACC-8 the coordinator hears nothing of a file on which she refused the coordinating agency', async () => {
  const caseId = await given({ by: 'midwife', agrees: ['lantern', 'health', 'housing'], refuses: ['police'] })
  await done(as.midwife, recordLimit, {
    params: { caseId },
    body: { kind: 'agency', agencyId: agencies.lantern, saidOn: '2026-03-02' },
  })
  await world.runJobs()
  const [police] = await rows<{ id: string }>('SELECT id FROM limits WHERE case_id = $1 AND agency_id = $2', [
    caseId,
    agencies.police,
  ])
  clock.set('2026-03-02T10:00:00Z')
  await done(as.midwife, recordWithoutConsent, {
    params: { caseId },
    body: {
      ...withoutConsent([agencies.police], { reviewOn: '2026-06-30' }).without!,
      pastLimits: [{ limitId: police!.id, why: 'He has her address', tellHer: 'Today' }],
    },
  })
  expect(await told('coordinator', await referenceOf(caseId), start)).toEqual([])
  expect(await told('health', await referenceOf(caseId), start)).not.toEqual([])
})

it('REF-10 ACC-6 who promised on one file hears nothing of a file that was joined to it', async () => {
  const one = await given({ by: 'midwife', agrees: ['lantern', 'health'], refuses: [] })
  const other = await given({ by: 'lettings', agrees: ['lantern', 'housing'], refuses: [] })
  await done(as.midwife, recordLimit, {
    params: { caseId: one },
    body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-02' },
  })
  await join(one, other)
  await world.runJobs()
  clock.set('2026-03-02T10:00:00Z')
  await done(as.lettings, recordWithoutConsent, {
    params: { caseId: other },
    body: withoutConsent([agencies.drugs], { reviewOn: '2026-06-30' }).without!,
  })
  const reference = await referenceOf(other)
  expect(await told('drugs', reference)).toContain('sharing_gained')
  expect([await told('midwife', reference), await told('health', reference)]).toEqual([[], []])
})

const consentOnBoth = async () => {
  const one = await given({ agrees: ['lantern', 'health'], refuses: [] })
  const other = await given({
    by: 'housing',
    answers: { consent: withoutConsent([agencies.lantern], { reviewOn: '2026-06-30' }) },
  })
  const { consents } = await done(as.outreach, readCase, { params: { caseId: one } })
  return { one, other, consentId: consents[0]!.id }
}
const consented = (givenOn: string) => ({
  ...consentTo([agencies.housing, agencies.health], { givenOn, until: '2026-06-30' }).given!,
  leavesOut: Object.values(agencies),
})

it('CON-3 a consent given before she withdrew on another file that one sees is not recorded on this one', async () => {
  const { one, other, consentId } = await consentOnBoth()
  await join(one, other)
  await done(as.outreach, withdrawConsent, { params: { consentId }, body: { how: 'By letter' } })
  clock.set('2026-03-03T09:00:00Z')
  const params = { caseId: other }
  const body = { ...consented('2026-03-01'), takenBy: 'Ada Quist' }
  expect(await as.coordinator(recordConsent, { params, body })).toMatchObject({
    status: 422,
    body: { code: 'answers.incomplete', errors: [{ pointer: '/givenOn' }] },
  })
  expect(await rows('SELECT id FROM consents WHERE case_id = $1', [other])).toEqual([])
  expect((await as.housing(recordConsent, { params, body: consented('2026-03-03') })).status).toBe(201)
})

it('ACC-6 CON-3 who sees no other file of hers is answered as ever, and what was given before she withdrew opens nothing', async () => {
  const { one, other, consentId } = await consentOnBoth()
  await join(one, other)
  await done(as.outreach, withdrawConsent, { params: { consentId }, body: { how: 'By letter' } })
  clock.set('2026-03-03T09:00:00Z')
  const params = { caseId: other }
  const before = await done(as.housing, readCase, { params })
  expect((await as.housing(recordConsent, { params, body: consented('2026-03-01') })).status).toBe(201)
  expect((await as.midwife(readCase, { params })).status).toBe(404)
  const after = await done(as.housing, readCase, { params })
  expect(after.basisInForce).toBe(before.basisInForce)
  expect(after.grants.filter(({ basis, inForce }) => basis === 'consent' && inForce)).toEqual([])
  expect((await as.housing(recordConsent, { params, body: consented('2026-03-03') })).status).toBe(201)
  expect((await as.midwife(readCase, { params })).status).toBe(200)
})

it('CON-3 REF-10 a consent given before she withdrew, recorded after it, ends as its file is joined', async () => {
  const { one, other, consentId } = await consentOnBoth()
  await done(as.outreach, withdrawConsent, { params: { consentId }, body: { how: 'By letter' } })
  clock.set('2026-03-03T09:00:00Z')
  await done(as.housing, recordConsent, { params: { caseId: other }, body: consented('2026-03-01') })
  expect((await as.midwife(readCase, { params: { caseId: other } })).status).toBe(200)
  clock.set('2026-03-03T10:00:00Z')
  await join(one, other)
  expect((await as.midwife(readCase, { params: { caseId: other } })).status).toBe(404)
})

it('CON-3 a withdrawal and a consent of one moment on two files of hers come one after the other', async () => {
  const { one, other } = await consentOnBoth()
  await join(one, other)
  const [recording, withdrawing] = [0, 1].map(
    () => new Client({ connectionString: world.database.ownerUrl }),
  ) as [Client, Client]
  await Promise.all([recording.connect(), withdrawing.connect()])
  try {
    const enter = [world.partnershipId, agencies.lantern, clock.now()]
    for (const each of [recording, withdrawing]) {
      await each.query('BEGIN')
      await each.query(
        `SELECT set_config('app.partnership_id', $1, true), set_config('app.grants_to', $2, true),
          set_config('app.moment', $3, true), set_config('app.coordinates', 'yes', true)`,
        enter,
      )
    }
    await recording.query(
      `INSERT INTO consents (partnership_id, id, case_id, record, given_on, until_on, recorded_at, recorded_by, agency_id)
        SELECT partnership_id, gen_random_uuid(), $1, record, given_on, until_on, recorded_at, recorded_by, agency_id
        FROM consents WHERE case_id = $2 LIMIT 1`,
      [other, one],
    )
    const [{ pid }] = (await withdrawing.query('SELECT pg_backend_pid() AS pid')).rows
    let over = false
    const ended = withdrawing
      .query('SELECT * FROM app.withdraw_consents($1, $2)', [one, clock.now()])
      .finally(() => {
        over = true
      })
    const waits = async () =>
      (await rows(`SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'`, [pid])).length
    while (!over && !(await waits()));
    await recording.query('COMMIT')
    expect((await ended).rows.map(({ of_case }) => of_case).sort()).toEqual([one, other].sort())
    await withdrawing.query('COMMIT')
  } finally {
    await Promise.all([recording.end(), withdrawing.end()])
  }
})
