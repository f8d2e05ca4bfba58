import { readCase } from '@alongside/shared/cases/contract'
import { closeCaseToPerson, endExclusion } from '@alongside/shared/exclusions/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { readReferral, redirectChild, takeBackRedirection } from '@alongside/shared/referrals/contract'
import {
  openNotification,
  recordNotification,
  recordReference,
} from '@alongside/shared/safeguarding/contract'
import { answerReceived, giveReference, readReceived } from '@alongside/shared/safeguarding/received-contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { describe, expect, it } from 'vitest'
import { givenDraft, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const night = '2026-03-27T23:30:00Z'
const world = await openEastmarsh(night)
const { as, agencies, rows } = world
const tables = ['received_notifications', 'safeguarding_notifications']
const about = 'Her son, 6, stays at the flat.'
const answer = {
  receiver: 'Tom Adler',
  reference: 'CSC-88213',
  next: 'A visit tonight. Ring me before you go.',
}
const rung = { toldAt: '2026-03-27T23:20:00Z', receiver: 'Night duty, R. Bell' }

async function givenTold(kind: 'child' | 'adult' = 'child', by: PersonName = 'outreach') {
  const { id: referralId, caseId } = await givenSubmitted(world, {
    by,
    agrees: by === 'outreach' ? ['lantern', 'health'] : ['lantern', by as 'children'],
  })
  const params = { caseId: caseId ?? '' }
  const told = await done(as[by], openNotification, {
    params,
    body: { kind, about, ringBack: '07700 900123' },
  })
  return { referralId, params, told, received: { params: { receivedId: told.id } }, id: told.id }
}
const no = (agencyId: string) => ({
  kind: 'agency' as const,
  agencyId,
  words: 'Not them.',
  saidOn: '2026-03-27',
})
const waitsFor = async (who: PersonName) =>
  (await done(as[who], readMyWork)).receivedNotifications.map(({ id }) => id)
const noticesOf = async (who: PersonName, id: string) =>
  (await done(as[who], listNotifications)).items
    .filter(({ subjectId }) => subjectId === id)
    .map(({ kind }) => kind)

describe('SAF-1 a member’s front door is told in the product', () => {
  it.each(['before', 'after'] as const)(
    'HRM-1 not where nobody of it can read it, since the case was closed to them %s: then it is rung, and nobody learns why',
    async (when) => {
      const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'] })
      const params = { caseId: caseId ?? '' }
      const [tom] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [
        'children@alongside.example',
      ])
      const close = () =>
        done(as.coordinator, closeCaseToPerson, {
          params,
          body: {
            ...{ accountId: tom!.id, agencyId: agencies.children, told: false },
            ...{ knows: 'who_harms' as const, words: 'He is her uncle.' },
          },
        })
      const tell = () => done(as.outreach, openNotification, { params, body: { kind: 'child', about } })
      const closedBefore = when === 'before' ? await close() : null
      const { id } = await tell()
      const { id: exclusionId } = closedBefore ?? (await close())
      const shown = async (who: PersonName) =>
        (await done(as[who], readCase, { params })).safeguarding.map(({ toldHere }) => toldHere)
      expect([await shown('outreach'), await shown('coordinator')]).toEqual([[null], [null]])
      await world.runJobs()
      await world.runJobs()
      expect(
        (await noticesOf('coordinator', id)).filter((kind) => kind === 'safeguarding_to_ring'),
      ).toHaveLength(1)
      const work = (await done(as.coordinator, readMyWork)).safeguarding.find((one) => one.id === id)
      expect(work).toMatchObject({ toldHere: null, recordedAt: null })
      expect(await noticesOf('children', id)).toEqual([])
      await done(as.coordinator, endExclusion, {
        ...{ params: { exclusionId }, body: { words: 'It was another man.' }, version: 1 },
      })
      expect(await shown('outreach')).toMatchObject([{ agencyId: agencies.children, answeredAt: null }])
    },
  )

  it('at once, by a notice and a mail that name nobody, with its clock, and by that notification alone', async () => {
    const { params, told, received, id, referralId } = await givenTold()
    expect(told.toldHere).toEqual({
      agencyId: agencies.children,
      agencyName: 'Eastmarsh Children’s Social Care',
      at: night,
      answeredAt: null,
      next: null,
    })
    await world.runJobs()
    expect(await noticesOf('children', id)).toEqual(['safeguarding_received'])
    const mail = world.services.mailer.caught().find(({ to }) => to === 'children@alongside.example')
    // CNF-2: where it leads says no more than the mail does.
    expect(mail?.text).not.toContain(id)
    expect(mail?.text).not.toMatch(/son|flat|Mbeki|Lantern/)
    expect(await waitsFor('children')).toContain(id)
    const read = await done(as.children, readReceived, received)
    expect(read).toEqual({
      id,
      version: 1,
      kind: 'child',
      about,
      // CHD-1: nobody was named, so that one is put down who is not named yet.
      children: [
        {
          ...{ id: told.children[0]?.id, whose: 'not_known', atRisk: 'yes', risk: about },
          ...{ address: null, school: null },
        },
      ],
      fromAgencyId: agencies.lantern,
      fromAgencyName: 'Lantern',
      ringBack: {
        name: 'Jo Mbeki',
        jobTitle: 'Night outreach worker',
        email: 'outreach@alongside.example',
        telephone: '07700 900123',
      },
      receivedAt: night,
      dueAt: '2026-03-28T23:30:00Z',
      rungAt: null,
      rungReceiver: null,
      takenBackAt: null,
      answeredAt: null,
      receiver: null,
      reference: null,
      noReference: false,
      next: null,
    })
    // ACC-6: what it hangs on does not exist for them.
    expect((await as.children(readCase, { params })).status).toBe(404)
    expect((await as.children(readReferral, { params: { referralId } })).status).toBe(404)
    const record = { params: { notificationId: id }, version: 1, body: rung }
    expect(await refusalOf(world, tables, as.children, recordNotification, record)).toEqual([
      404,
      'not_found',
    ])
    expect((await done(as.children, readMyWork)).safeguarding).toEqual([])
  })

  it('by a referral that names a child at risk, by whoever submits it', async () => {
    const { caseId } = await givenSubmitted(world, {
      by: 'police',
      agrees: ['lantern', 'police'],
      answers: { children: { hasChildren: 'yes', atRisk: 'yes', risk: about } },
    })
    const { safeguarding } = await done(as.police, readCase, { params: { caseId: caseId ?? '' } })
    expect(safeguarding[0]?.toldHere?.agencyId).toBe(agencies.children)
    expect(await waitsFor('children')).toContain(safeguarding[0]?.id)
  })

  it('REF-3 of someone under 18, without a case; taken back, it waits for nobody and is answered by nobody', async () => {
    const draft = await givenDraft(world)
    const { notificationId: receivedId } = await done(as.outreach, redirectChild, {
      params: { referralId: draft.id },
      body: { tellingNow: false },
    })
    const read = await done(as.children, readReceived, { params: { receivedId } })
    expect(read.about).toContain(`Name: ${draft.answers.person?.name}`)
    await done(as.outreach, takeBackRedirection, { params: { notificationId: receivedId }, body: {} })
    expect(await waitsFor('children')).not.toContain(receivedId)
    await world.runJobs()
    expect(await noticesOf('children', receivedId)).toContain('safeguarding_taken_back')
    expect(await done(as.children, readReceived, { params: { receivedId } })).toMatchObject({
      takenBackAt: night,
      rungAt: null,
    })
    const call = { params: { receivedId }, version: 1, body: answer }
    expect(await refusalOf(world, tables, as.children, answerReceived, call)).toEqual([
      409,
      'safeguarding.taken_back',
    ])
  })

  it('and answers there: the banner closes, who told hears it, and it stands on the case as recorded', async () => {
    const { params, received, id } = await givenTold()
    const reply = await done(as.children, answerReceived, { ...received, version: 1, body: answer })
    expect(reply).toMatchObject({ ...answer, version: 2, answeredAt: '2026-03-27T23:30:00.000Z' })
    expect(await done(as.children, readReceived, received)).toMatchObject({
      ...answer,
      version: 2,
      rungAt: null,
    })
    expect(await waitsFor('children')).not.toContain(id)
    const { safeguarding, timeline } = await done(as.outreach, readCase, { params })
    expect(safeguarding[0]).toMatchObject({
      version: 2,
      toldAt: night,
      receiver: 'Tom Adler',
      reference: 'CSC-88213',
      recordedAt: night,
      toldHere: { answeredAt: night, next: answer.next },
    })
    expect(timeline).toContainEqual(
      expect.objectContaining({ subject: 'safeguarding', from: 'open', to: 'answered', by: 'Tom Adler' }),
    )
    expect((await done(as.outreach, readMyWork)).safeguarding.map((one) => one.id)).not.toContain(id)
    await world.runJobs()
    expect(await noticesOf('outreach', id)).toContain('safeguarding_answered')
    const events = await rows<{ type: string }>(
      `SELECT type FROM outbox_events WHERE data->>'notificationId' = $1 ORDER BY at, type`,
      [id],
    )
    expect(events.map(({ type }) => type).sort()).toEqual([
      'safeguarding.answered',
      'safeguarding.opened',
      'safeguarding.recorded',
    ])
    const again = { ...received, version: 2, body: answer }
    expect(await refusalOf(world, tables, as.children, answerReceived, again)).toEqual([
      409,
      'safeguarding.answered',
    ])
  })

  it('and gives its reference later, or says that there is none; until then that is quiet work of both', async () => {
    for (const [reference, stands] of [
      ['CSC-9', 'reference given'],
      [null, 'no reference'],
    ] as const) {
      const { params, received, id } = await givenTold()
      const early = { ...received, version: 1, body: { reference: 'CSC-9' } }
      expect(await refusalOf(world, tables, as.children, giveReference, early)).toEqual([
        409,
        'safeguarding.unanswered',
      ])
      const { receiver, next } = answer
      await done(as.children, answerReceived, { ...received, version: 1, body: { receiver, next } })
      expect(await waitsFor('children')).toContain(id)
      const quiet = async () => (await done(as.outreach, readMyWork)).referencesToCome.map((one) => one.id)
      expect(await quiet()).toContain(id)
      await done(as.children, giveReference, { ...received, version: 2, body: { reference } })
      expect([await waitsFor('children'), await quiet()].flat()).not.toContain(id)
      const { safeguarding, timeline } = await done(as.outreach, readCase, { params })
      expect(safeguarding[0]).toMatchObject({ reference, noReference: reference === null })
      expect(timeline).toContainEqual(expect.objectContaining({ subject: 'safeguarding', to: stands }))
      const again = { ...received, version: 3, body: { reference } }
      expect(await refusalOf(world, tables, as.children, giveReference, again)).toEqual([
        409,
        'safeguarding.reference_settled',
      ])
    }
  })

  it('two of its people answer at once: one is kept, the other is told', async () => {
    const { received } = await givenTold()
    const call = { ...received, version: 1, body: answer }
    const answers = await Promise.all([as.children(answerReceived, call), as.children(answerReceived, call)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('the 24 hours run out for who is to tell, whether a front door was told in the product or not', async () => {
    const { id } = await givenTold()
    world.clock.set('2026-03-29T23:30:00Z')
    await world.runJobs()
    world.clock.set(night)
    expect(await noticesOf('coordinator', id)).toContain('safeguarding_to_record')
    expect(await waitsFor('children')).toContain(id)
  })
})

describe('SAF-1 by telephone', () => {
  it('without a reference: who was spoken to is enough, and the reference is quiet work until it is recorded', async () => {
    const { received, id } = await givenTold()
    const call = { params: { notificationId: id } }
    const early = { ...call, version: 1, body: { reference: 'CSC-1' } }
    expect(await refusalOf(world, tables, as.outreach, recordReference, early)).toEqual([
      409,
      'safeguarding.unrecorded',
    ])
    const recorded = await done(as.outreach, recordNotification, { ...call, version: 1, body: rung })
    expect(recorded).toMatchObject({ ...rung, reference: null, noReference: false })
    expect((await done(as.outreach, readMyWork)).referencesToCome.map((one) => one.id)).toContain(id)
    // The front door reads that it was rung too, and may still answer.
    expect(await done(as.children, readReceived, received)).toMatchObject({
      rungAt: rung.toldAt,
      rungReceiver: rung.receiver,
    })
    await done(as.outreach, recordReference, { ...call, version: 2, body: { reference: 'CSC-1' } })
    expect((await done(as.outreach, readMyWork)).referencesToCome.map((one) => one.id)).not.toContain(id)
    await done(as.children, answerReceived, { ...received, version: 1, body: answer })
    const [kept] = await rows(
      'SELECT receiver, their_reference FROM safeguarding_notifications WHERE id = $1',
      [id],
    )
    expect(kept).toEqual({ receiver: rung.receiver, their_reference: 'CSC-1' })
  })
})

describe('SAF-2 nobody is told to tell herself, and nobody past her no', () => {
  it('where the worker’s own agency is the front door nothing is sent to it', async () => {
    const { told } = await givenTold('child', 'children')
    expect(told.toldHere).toBe(null)
  })

  it('ACC-8 a child’s safety goes past her no to that agency; an adult’s waits, and they are rung', async () => {
    const { params } = await givenTold()
    for (const agencyId of [agencies.children, agencies.adults])
      await done(as.outreach, recordLimit, {
        params,
        body: no(agencyId),
      })
    const open = (kind: 'child' | 'adult') =>
      done(as.outreach, openNotification, { params, body: { kind, about } })
    expect((await open('child')).toldHere?.agencyId).toBe(agencies.children)
    expect((await open('adult')).toldHere).toBe(null)
  })

  it('ACC-8 what was told of an adult is closed to an agency that she refuses since', async () => {
    const { params, received, id } = await givenTold('adult')
    expect((await as.adults(readReceived, received)).status).toBe(200)
    await done(as.outreach, recordLimit, {
      params,
      body: no(agencies.adults),
    })
    expect((await as.adults(readReceived, received)).status).toBe(404)
    expect(await waitsFor('adults')).not.toContain(id)
  })

  it('ACC-5 an agency whose agreements are not in force is told nothing in the product', async () => {
    const [{ until } = { until: '' }] = await rows<{ until: string }>(
      'SELECT standing_until AS until FROM agencies WHERE id = $1',
      [agencies.children],
    )
    await rows('UPDATE agencies SET standing_until = NULL WHERE id = $1', [agencies.children])
    const { told } = await givenTold()
    await rows('UPDATE agencies SET standing_until = $2 WHERE id = $1', [agencies.children, until])
    expect(told.toldHere).toBe(null)
  })
})

it.each([
  ['by another agency', 'police', 404, 'not_found'],
  ['by who told it', 'outreach', 404, 'not_found'],
  ['by another front door', 'adults', 404, 'not_found'],
] as const)(
  'ACC-6 what a front door received is neither read nor answered %s',
  async (_, who, ...expected) => {
    const { received } = await givenTold()
    expect((await as[who](readReceived, received)).status).toBe(404)
    const call = { ...received, version: 1, body: answer }
    expect(await refusalOf(world, tables, as[who], answerReceived, call)).toEqual(expected)
  },
)
