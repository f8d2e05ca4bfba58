import { readCase } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import {
  changeChild,
  readChildHistory,
  recordChild,
  recordChildPlaces,
  tellSameChild,
} from '@alongside/shared/children/contract'
import { childBand, unnamedChildId } from '@alongside/shared/children/rules'
import type { ChildRow } from '@alongside/shared/children/schema'
import { signMeeting } from '@alongside/shared/meetings/contract'
import { readFigures } from '@alongside/shared/monitoring/contract'
import { returnReferral, saveReferral, submitReferral } from '@alongside/shared/referrals/contract'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { readItem } from '@alongside/shared/room/contract'
import { openNotification, recordNotification } from '@alongside/shared/safeguarding/contract'
import { readReceived } from '@alongside/shared/safeguarding/received-contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { describe, expect, it } from 'vitest'
import { givenListed, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-27T09:00:00Z')
const { as, rows } = world
const tables = [
  'children',
  'earlier_children',
  'child_places',
  'notified_children',
  'safeguarding_notifications',
]

const jayden: ChildRow = {
  ...{ id: newId(), calledName: 'Jayden', stated: '6', gender: 'boy', livesWith: 'His grandmother' },
  ...{ borough: 'Camden', socialWorker: 'T. Adeyemi', socialWorkerPhone: '01632 960177' },
  ...{ involvement: 'protection_plan', contact: 'Sundays, at the contact centre', source: 'she_said' },
}
const unborn = {
  id: newId(),
  unborn: true,
  due: '2026-08',
  atRisk: 'suspected',
  risk: 'His violence',
} as const
const two: ReferralAnswers['children'] = { hasChildren: 'yes', rows: [jayden, unborn], atRisk: 'suspected' }

const given = async (children: ReferralAnswers['children'], by: PersonName = 'outreach') => {
  const referral = await givenSubmitted(world, { by, ...(children && { answers: { children } }) })
  return { referral, caseId: referral.caseId ?? '' }
}
const fileOf = (caseId: string, who: PersonName = 'outreach') =>
  done(as[who], readCase, { params: { caseId } })

async function sentAgain(referralId: string, children: NonNullable<ReferralAnswers['children']>) {
  const [{ version } = { version: 0 }] = await rows<{ version: number }>(
    'SELECT version FROM referrals WHERE id = $1',
    [referralId],
  )
  const params = { referralId }
  const returned = await done(as.coordinator, returnReferral, {
    params,
    version,
    body: { asks: 'Who are they?' },
  })
  const saved = await done(as.outreach, saveReferral, {
    params,
    version: returned.version,
    body: { answers: { children } },
  })
  await done(as.outreach, submitReferral, { params, version: saved.version })
}

describe('CHD-1 the children of a form', () => {
  it('come onto the case as rows, sealed, with the band of their age in plain for figures', async () => {
    const { caseId } = await given(two)
    const { children } = await fileOf(caseId)
    const { id: _, ...said } = jayden
    expect(children).toMatchObject([
      { ...said, statedOn: '2026-03-27', ageBand: '5_to_9', agencyName: 'Lantern', notified: false },
      { unborn: true, due: '2026-08', ageBand: 'unborn', notified: true },
    ])
    const kept = await rows<{ kept: string; band: string; on: string }>(
      `SELECT row_to_json(c)::text AS kept, age_band AS band, band_on::text AS on FROM children c WHERE case_id = $1 ORDER BY recorded_at, id`,
      [caseId],
    )
    expect(kept.map(({ kept: text }) => text).join()).not.toMatch(/Jayden|Adeyemi|Camden/)
    // MON-2: what stands in plain equals a recount of what is sealed.
    expect(kept.map(({ band }) => band)).toEqual(
      children.map((child, at) => childBand(child, kept[at]?.on ?? '')),
    )
  })

  it('are the same children when the form comes again: none is kept twice, what is put right is put right', async () => {
    const { referral, caseId } = await given(two)
    const before = (await fileOf(caseId)).children
    await sentAgain(referral.id, { ...two, rows: [{ ...jayden, stated: '7' }, unborn] })
    const after = (await fileOf(caseId)).children
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(after[0]).toMatchObject({ stated: '7', version: 2 })
    expect(after[1]).toMatchObject({ version: 1 })
    const { items } = await done(as.outreach, readChildHistory, { params: { childId: after[0]!.id } })
    expect(items).toMatchObject([{ version: 1, stated: '6', reason: 'The referral came again' }])
    await sentAgain(referral.id, { ...two, rows: [unborn] })
    expect((await fileOf(caseId)).children.map(({ id }) => id)).toEqual([before[1]!.id])
  })

  it('stay as somebody has put them right on the case, whatever the form says when it comes again', async () => {
    const { referral, caseId } = await given(two)
    const [child] = (await fileOf(caseId)).children
    await done(as.health, changeChild, {
      params: { childId: child!.id },
      version: 1,
      body: {
        child: { calledName: 'Jaden', stated: '6', involvement: 'looked_after' },
        reason: 'The conference',
      },
    })
    await sentAgain(referral.id, { ...two, rows: [{ ...jayden, stated: '9' }, unborn] })
    const { children, timeline } = await fileOf(caseId)
    expect(children).toHaveLength(2)
    expect(children[0]).toMatchObject({ calledName: 'Jaden', stated: '6', changedBy: 'Dr. Ruth Amadi' })
    expect(timeline).toContainEqual(
      expect.objectContaining({
        subject: 'child',
        from: 'recorded',
        to: 'changed',
        reason: 'The conference',
      }),
    )
  })

  it('are asked for what is missing or cannot be right, each at its place, and nothing changes', async () => {
    const row = { id: newId(), born: '2031' }
    const { caseId } = await given(undefined)
    const call = { params: { caseId }, body: { born: row.born } }
    expect(await refusalOf(world, tables, as.outreach, recordChild, call)).toEqual([422, 'child.incomplete'])
    const nobody = { params: { caseId }, body: {} }
    expect(await refusalOf(world, tables, as.outreach, recordChild, nobody)).toEqual([
      422,
      'child.incomplete',
    ])
  })
})

describe('SAF-1 a notification names its children', () => {
  it('those at risk and no others; the front door reads what it needs of them, and nothing of the case', async () => {
    const { caseId } = await given(two)
    const { safeguarding, children } = await fileOf(caseId)
    expect(safeguarding[0]?.children).toEqual([{ id: children[1]?.id, name: 'A child not born yet' }])
    const received = await done(as.children, readReceived, { params: { receivedId: safeguarding[0]!.id } })
    expect(received.children).toEqual([
      {
        ...{ id: children[1]?.id, unborn: true, due: '2026-08', atRisk: 'suspected', risk: 'His violence' },
        ...{ address: null, school: null },
      },
    ])
    expect(JSON.stringify(received)).not.toMatch(/Jayden|Sundays/)
    expect((await as.children(readCase, { params: { caseId } })).status).toBe(404)
    expect((await as.children(readChildHistory, { params: { childId: children[1]!.id } })).status).toBe(404)
  })

  it('one who is not named yet where only a risk is told; once named, it is the same child on the same notification', async () => {
    const { referral, caseId } = await given({
      hasChildren: 'yes',
      atRisk: 'yes',
      risk: 'A boy is in that flat',
    })
    const before = await fileOf(caseId)
    expect(before.children).toMatchObject([
      { risk: 'A boy is in that flat', whose: 'not_known', notified: true },
    ])
    expect(before.safeguarding[0]?.children).toMatchObject([{ name: 'A child, not named yet' }])
    await sentAgain(referral.id, {
      ...{ hasChildren: 'yes', atRisk: 'yes', risk: 'A boy is in that flat' },
      rows: [{ ...jayden, atRisk: 'yes' }],
    })
    const after = await fileOf(caseId)
    expect(after.children.map(({ id }) => id)).toEqual(before.children.map(({ id }) => id))
    expect(after.safeguarding).toHaveLength(1)
    expect(after.safeguarding[0]?.children).toMatchObject([{ id: before.children[0]?.id, name: 'Jayden' }])
    const form = await rows<{ row: string }>('SELECT form_row AS row FROM children WHERE case_id = $1', [
      caseId,
    ])
    expect(form.map(({ row }) => row)).not.toContain(unnamedChildId)
  })

  it('a child who is told of later joins the notification that waits still', async () => {
    const { referral, caseId } = await given(two)
    await sentAgain(referral.id, {
      ...two,
      atRisk: 'yes',
      rows: [{ ...jayden, atRisk: 'yes', risk: 'Alone at night' }, unborn],
    })
    const { safeguarding } = await fileOf(caseId)
    expect(safeguarding.map(({ children }) => children.map(({ name }) => name))).toEqual([
      ['Jayden', 'A child not born yet'],
    ])
  })

  it('opened by hand it names children of its own case, and of no other', async () => {
    const { caseId } = await given(two)
    const { caseId: otherId } = await given(two)
    const [child] = (await fileOf(caseId)).children
    const [other] = (await fileOf(otherId)).children
    const about = 'He waits at the school'
    const call = (id: string) => ({
      params: { caseId },
      body: { kind: 'child' as const, about, children: [id] },
    })
    expect((await done(as.outreach, openNotification, call(child!.id))).children).toEqual([
      { id: child!.id, name: 'Jayden' },
    ])
    expect(await refusalOf(world, tables, as.outreach, openNotification, call(other!.id))).toEqual([
      422,
      'reference.unknown',
    ])
  })
})

describe('SAF-1 a child who comes onto the case at risk, however that is', () => {
  const mia = { calledName: 'Mia', atRisk: 'yes', risk: 'Left alone at night' } as const
  const untoldOn = async (caseId: string) =>
    (await fileOf(caseId)).safeguarding.map(({ children, agencyName, recordedAt }) => [
      children.map(({ name }) => name).join(),
      agencyName,
      recordedAt !== null,
    ])
  const toldOf = async (caseId: string, by: PersonName = 'outreach') => {
    const open = (await fileOf(caseId)).safeguarding.find(({ recordedAt }) => recordedAt === null)
    const params = { notificationId: open?.id ?? '' }
    const body = { toldAt: '2026-03-27T08:30:00Z', receiver: 'R. Bell' }
    await done(as[by], recordNotification, { params, version: open?.version ?? 0, body })
  }

  it('by a record on the case: told at once, on the work of whoever is to ring, and heard by the front door', async () => {
    const { caseId } = await given(undefined)
    const child = await done(as.outreach, recordChild, { params: { caseId }, body: mia })
    expect(child.notified).toBe(true)
    const { safeguarding } = await fileOf(caseId)
    expect(safeguarding).toMatchObject([{ about: mia.risk, children: [{ id: child.id, name: 'Mia' }] }])
    const { safeguarding: work } = await done(as.outreach, readMyWork)
    expect(work).toContainEqual(safeguarding[0])
    const received = await done(as.children, readReceived, { params: { receivedId: safeguarding[0]!.id } })
    expect(received.children).toMatchObject([{ calledName: 'Mia', risk: mia.risk }])
    // One more joins what its own agency has still to tell; another agency rings for its own.
    await done(as.outreach, recordChild, { params: { caseId }, body: { ...mia, calledName: 'Zed' } })
    await done(as.health, recordChild, { params: { caseId }, body: { ...mia, calledName: 'Kai' } })
    expect((await untoldOn(caseId)).toSorted()).toEqual([
      ['Kai', expect.any(String), false],
      ['Mia,Zed', 'Lantern', false],
    ])
  })

  it('by a change to at risk, again after it was told once; not by other words, and not by a mistake taken off', async () => {
    const { caseId } = await given({ hasChildren: 'yes', rows: [jayden] })
    const [first] = (await fileOf(caseId)).children
    const change = async (child: object, more: object = {}) => {
      const { version } = (await fileOf(caseId)).children[0]!
      const body = { child: { calledName: 'Jayden', stated: '6', ...child }, ...more }
      await done(as.outreach, changeChild, { params: { childId: first!.id }, version, body })
    }
    await change({ borough: 'Hackney' })
    expect(await untoldOn(caseId)).toEqual([])
    await change({ atRisk: 'suspected', risk: 'Him' })
    await change({ atRisk: 'yes', risk: 'Him, again' })
    expect(await untoldOn(caseId)).toEqual([['Jayden', 'Lantern', false]])
    await toldOf(caseId)
    await change({ atRisk: 'yes', risk: 'Him, again', borough: 'Camden' })
    await change({ atRisk: 'no' })
    expect(await untoldOn(caseId)).toEqual([['Jayden', 'Lantern', true]])
    await change({ atRisk: 'yes', risk: 'He is back' })
    expect(await untoldOn(caseId)).toEqual([
      ['Jayden', 'Lantern', false],
      ['Jayden', 'Lantern', true],
    ])
    await change({ atRisk: 'no' })
    await toldOf(caseId)
    await change({ atRisk: 'yes', risk: 'Slip' }, { mistake: 'Another woman’s' })
    expect(await untoldOn(caseId)).toHaveLength(2)
  })
})

describe('CHD-1 where a child lives and goes to school', () => {
  it('is written by whoever records, and read by leads, and by children’s social care where it is told, alone', async () => {
    const { caseId } = await given({ ...two, rows: [{ ...jayden, atRisk: 'yes', risk: 'He waits there' }] })
    const { children, safeguarding } = await fileOf(caseId)
    const childId = children[0]!.id
    const written = await done(as.outreach, recordChildPlaces, {
      params: { childId },
      body: { address: '14 Marsh Street', school: 'St Anne’s' },
    })
    expect(written.places).toBeNull()
    await done(as.outreach, recordChildPlaces, { params: { childId }, body: { school: 'The Grove' } })
    const placesFor = async (who: PersonName) => (await fileOf(caseId, who)).children[0]?.places
    expect(await placesFor('outreach')).toBeNull()
    expect(await placesFor('coordinator')).toMatchObject({
      ...{ address: '14 Marsh Street', school: 'The Grove', saidBy: 'Jo Mbeki' },
    })
    const received = await done(as.children, readReceived, { params: { receivedId: safeguarding[0]!.id } })
    expect(received.children).toMatchObject([{ address: '14 Marsh Street', school: 'The Grove' }])
  })
})

describe('CHD-1 at the meeting', () => {
  it('the item and the pack name her children to who sees them; where a child lives stands on neither', async () => {
    const listed = await givenListed(world, { answers: { children: two }, refuses: [] })
    const file = await fileOf(listed.caseId ?? '', 'coordinator')
    await done(as.coordinator, recordChildPlaces, {
      params: { childId: file.children[0]!.id },
      body: { address: '14 Marsh Street' },
    })
    const [{ id = '', meetingId = '' } = {}] = file.items
    await done(as.coordinator, signMeeting, { params: { meetingId }, body: { agreed: true } })
    const item = await done(as.coordinator, readItem, { params: { itemId: id } })
    expect(item.children).toEqual([
      expect.stringMatching(
        /^Jayden \(6 or 7, said to be 6 on 27 March 2026\); boy; lives with His grandmother, Camden/,
      ),
      expect.stringMatching(/^A child not born yet \(due August 2026\)/),
    ])
    expect(JSON.stringify(item)).not.toContain('Marsh Street')
  })

  it('REF-10 MON-1 one child of two files stands once in the room and in the figures, once somebody has said so', async () => {
    const listed = await givenListed(world, { answers: { children: two }, refuses: [] })
    const caseId = listed.caseId ?? ''
    const other = await given({ ...two, rows: [jayden], atRisk: 'no' })
    const body = { joinedCaseId: other.caseId, reason: 'The same birthday' }
    await done(as.coordinator, joinFiles, { params: { caseId }, body })
    const [{ id: itemId = '', meetingId = '' } = {}] = (await fileOf(caseId, 'coordinator')).items
    await done(as.coordinator, signMeeting, { params: { meetingId }, body: { agreed: true } })
    const inRoom = async () => (await done(as.coordinator, readItem, { params: { itemId } })).children.length
    const counted = async () =>
      (await done(as.coordinator, readFigures, { query: { period: '2025-Q4' } })).figures.find(
        ({ figure }) => figure === 'children',
      )
    const before = await counted()
    expect(await inRoom()).toBe(3)
    const [first] = (await fileOf(caseId, 'coordinator')).children
    const [again] = (await fileOf(other.caseId, 'coordinator')).children
    const otherId = again!.id
    await done(as.coordinator, tellSameChild, {
      params: { childId: first!.id },
      body: { otherId, same: true },
    })
    expect(await inRoom()).toBe(2)
    const after = await counted()
    expect(after?.total).toBe(before!.total - 1)
    expect(after?.rows.map(({ outcome }) => outcome)).toContain('unborn')
    await done(as.coordinator, tellSameChild, {
      params: { childId: first!.id },
      body: { otherId, same: false },
    })
    expect([await inRoom(), (await counted())?.total]).toEqual([3, before!.total])
  })
})
