import type { Age } from '@alongside/shared/age/schema'
import { recordAge } from '@alongside/shared/cases/holding-contract'
import { joinFiles, undoJoin } from '@alongside/shared/cases/joining-contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import { callEmergencyMeeting } from '@alongside/shared/emergency/contract'
import { openMeeting, readMeeting } from '@alongside/shared/meetings/contract'
import {
  ageBandOn,
  type Characteristics,
  characteristicsOf,
} from '@alongside/shared/monitoring/characteristics'
import {
  listCounted,
  loadPopulation,
  readCharacteristics,
  readDiscussed,
  readFigures,
  recordCharacteristics,
} from '@alongside/shared/monitoring/contract'
import { type Figure, figureNames, figures } from '@alongside/shared/monitoring/figures'
import { recordOutcomes } from '@alongside/shared/outcomes/contract'
import { type Safety, safetyScale } from '@alongside/shared/outcomes/values'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { beforeEach, describe, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import type { Caller } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, agencies } = world
const meetings = await givenMeetings(world)
const winter = { period: '2025-Q4' } as const
const spring = { period: '2026-Q1' } as const

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await rows('DELETE FROM joined_files')
  // The clock goes back; what was shared later than now would not be seen.
  await rows('UPDATE sharing_grants SET from_at = least(from_at, $1)', [clock.now()])
  await meetings.startOver()
})

const adult = { age: { belief: 'believed_adult', restsOn: 'she_said' } } as const
const answersOf = (equality: ReferralAnswers['equality'], born?: string): ReferralAnswers => ({
  person: { name: 'Zofia Marlowe', ...adult, ...(born && { age: { born, restsOn: 'document' as const } }) },
  ...(equality && { equality }),
})

/** Discussed at the meeting of that place in the calendar: 0 is 12 March, 1 is 9 April, 2 is 14 May. */
async function discussed(at: number, ...listed: ListedCase[]) {
  const day = (
    await rows<{ date: string }>('SELECT date FROM meetings WHERE id = $1', [listed[0]!.meetingId])
  )[0]!
  clock.set(`${day.date}T10:00:00Z`)
  await meetings.open(listed[0]!.meetingId)
  for (const one of listed) await meetings.discuss(one)
  await meetings.close(listed[0]!.meetingId)
  return at
}

async function counted(
  who: Caller,
  query: { period: string; agencyId?: string; kind?: 'monthly' | 'emergency' },
) {
  const { people, questions } = await done(who, readDiscussed, { query: query as never })
  const some = questions.map(({ question, answers }) => [
    question,
    Object.fromEntries(answers.filter((one) => one.people > 0).map((one) => [one.answer, one.people])),
  ])
  return { people, ...(Object.fromEntries(some) as Record<string, Record<string, number>>) }
}

describe('MON-1 people discussed, by the written definition', () => {
  it('somebody discussed in two quarters counts once in each and once in the year; in each by her age on its first day', async () => {
    // 25 on 1 April: between the meetings of March and April.
    const rosa = await meetings.listed({ answers: answersOf({ ethnicity: 'irish' }, '2001-04-01') })
    await discussed(0, rosa)
    clock.set('2026-03-16T09:00:00Z')
    const again = await meetings.listed({ at: 1, sameAs: rosa, answers: answersOf(undefined) })
    await discussed(1, again)
    expect(await counted(as.coordinator, winter)).toMatchObject({ people: 1, ageBand: { '18_to_24': 1 } })
    expect(await counted(as.coordinator, spring)).toMatchObject({ people: 1, ageBand: { '25_to_34': 1 } })
    expect(await counted(as.coordinator, { period: '2025-year' })).toMatchObject({ people: 1 })
    // What was told stays told when it is not asked again.
    expect(await counted(as.coordinator, spring)).toMatchObject({ ethnicity: { irish: 1 } })
  })

  it('refusing and never having been asked are counted apart', async () => {
    const one = await meetings.listed({
      answers: answersOf({ ethnicity: 'prefers_not_to_say', condition: 'yes' }),
    })
    const other = await meetings.listed({
      answers: answersOf({ condition: 'yes', conditionReduces: 'yes_a_little' }),
    })
    await discussed(0, one, other)
    expect(await counted(as.coordinator, winter)).toMatchObject({
      people: 2,
      ethnicity: { prefers_not_to_say: 1, not_yet_asked: 1 },
      disability: { yes: 1, not_yet_asked: 1 },
      ageBand: { not_yet_asked: 2 },
    })
  })

  it('two files of one person that are joined are one; parted again they are two', async () => {
    const one = await meetings.listed({ answers: answersOf({ sex: 'female' }) })
    const other = await meetings.listed({ answers: answersOf({ ethnicity: 'roma' }) })
    await discussed(0, one, other)
    const join = await done(as.coordinator, joinFiles, {
      params: { caseId: one.caseId },
      body: { joinedCaseId: other.caseId, reason: 'The same woman' },
    })
    expect(await counted(as.coordinator, winter)).toMatchObject({
      people: 1,
      sex: { female: 1 },
      ethnicity: { roma: 1 },
    })
    await done(as.coordinator, undoJoin, { params: { joinId: join.id }, body: { reason: 'Two sisters' } })
    expect(await counted(as.coordinator, winter)).toMatchObject({ people: 2 })
  })

  it('a late correction counts from then on, her age in every discussion; consent withdrawn later changes nothing', async () => {
    const rosa = await meetings.listed({ answers: answersOf({ ethnicity: 'irish' }) })
    await discussed(0, rosa)
    const { version } = await done(as.coordinator, readCharacteristics, { params: { caseId: rosa.caseId } })
    const recorded = await done(as.coordinator, recordCharacteristics, {
      params: { caseId: rosa.caseId },
      version,
      body: { equality: { ethnicity: 'roma' } },
    })
    expect(recorded).toMatchObject({ counted: { ethnicity: 'roma' } })
    await done(as.coordinator, recordAge, {
      params: { caseId: rosa.caseId },
      version: recorded.version,
      body: { age: { born: '1990', restsOn: 'document' } },
    })
    const now = { people: 1, ethnicity: { roma: 1 }, ageBand: { '35_to_44': 1 } }
    expect(await counted(as.coordinator, winter)).toMatchObject(now)
    const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [rosa.caseId])
    await done(as.coordinator, withdrawConsent, {
      params: { consentId: consent!.id },
      body: { how: 'She rang' },
    })
    expect(await counted(as.coordinator, winter)).toMatchObject(now)
  })

  it('ACC-6 an agency sees the people whom it referred, whoever in it asks; others are refused', async () => {
    const ours = await meetings.listed({ by: 'housing' })
    const theirs = await meetings.listed()
    await discussed(0, ours, theirs)
    expect(await counted(as.coordinator, winter)).toMatchObject({ people: 2 })
    expect(await counted(as.coordinator, { ...winter, agencyId: agencies.housing })).toMatchObject({
      people: 1,
    })
    expect(await counted(as.housing, winter)).toMatchObject({ people: 1 })
    expect(await counted(as.housing, { ...winter, agencyId: agencies.lantern })).toMatchObject({ people: 1 })
    expect(await counted(as.police, winter)).toMatchObject({ people: 0 })
    expect(await as.steering(readDiscussed, { query: winter })).toMatchObject({ status: 403 })
    expect(await as.steering(readFigures, { query: winter })).toMatchObject({ status: 403 })
  })

  it('what is wrong with a correction is named, and nothing changes', async () => {
    const rosa = await meetings.listed()
    const { version } = await done(as.coordinator, readCharacteristics, { params: { caseId: rosa.caseId } })
    const say = (body: object, by: Caller = as.coordinator) =>
      refusalOf(world, ['cases', 'characteristics'], by, recordCharacteristics, {
        params: { caseId: rosa.caseId },
        version,
        body: body as never,
      })
    expect(await say({})).toEqual([400, 'request.invalid'])
    expect(await say({ equality: { ethnicity: 'Martian' } })).toEqual([400, 'request.invalid'])
    expect(await say({ equality: { sex: 'female' } }, as.police)).toEqual([404, 'not_found'])
  })
})

describe('MON-2 does it work', () => {
  it('each figure is what its rows are, one by one, to who may see them', async () => {
    const ours = await meetings.listed({ by: 'housing' })
    const theirs = await meetings.listed()
    clock.set('2026-03-12T10:00:00Z')
    await meetings.open(ours.meetingId)
    await meetings.agree(ours, '2026-03-20', 'housing')
    for (const one of [ours, theirs]) await meetings.discuss(one)
    for (const who of [as.coordinator, as.housing]) {
      const { figures: shown } = await done(who, readFigures, { query: winter })
      expect(shown.map(({ figure }) => figure)).toEqual(figureNames)
      for (const { figure, total, rows: lines } of shown) {
        const { items, counted, unseen } = await done(who, listCounted, {
          params: { figure },
          query: { ...winter, limit: 100 },
        })
        expect([figure, items.length, counted, unseen]).toEqual([figure, total, total, 0])
        for (const { agencyId, light, outcome, count } of lines) {
          expect(Object.keys(figures[figure].outcomes)).toContain(outcome)
          const query = { ...winter, outcome, ...(agencyId && { agencyId }), ...(light && { light }) }
          const those = (await done(who, listCounted, { params: { figure }, query })).items
          expect([figure, outcome, those.length]).toEqual([figure, outcome, count])
        }
      }
    }
    const ofHousing = (await done(as.housing, readFigures, { query: winter })).figures.flatMap(
      (one) => one.rows,
    )
    expect(new Set(ofHousing.map(({ agencyName }) => agencyName))).toEqual(new Set(['Harbour Homes']))
  })

  it('ACC-2 counts what an agency did in a case that it no longer sees, and lists it as unseen', async () => {
    const theirs = await meetings.listed()
    clock.set('2026-03-12T10:00:00Z')
    await meetings.open(theirs.meetingId)
    await meetings.agree(theirs, '2026-03-20', 'housing')
    await rows(`UPDATE sharing_grants SET until_at = $2 WHERE case_id = $1 AND basis = 'consent'`, [
      theirs.caseId,
      '2026-03-12T11:00:00Z',
    ])
    clock.set('2026-03-12T12:00:00Z')
    const asked = { params: { figure: 'actions' }, query: winter } as const
    expect(await done(as.housing, listCounted, asked)).toMatchObject({ items: [], counted: 1, unseen: 1 })
    expect(await done(as.coordinator, listCounted, asked)).toMatchObject({ counted: 1, unseen: 0 })
  })

  it('agrees with a count by hand', async () => {
    const one = await meetings.listed()
    const other = await meetings.listed({ by: 'housing' })
    await discussed(0, one, other)
    const byHand: Partial<Record<Figure, string>> = {
      referrals: `SELECT count(*) FROM referrals WHERE submitted_at >= '2026-01-01Z' AND submitted_at < '2026-03-31 23:00Z'`,
      re_referrals: `SELECT count(*) FROM referrals WHERE to_meeting AND submitted_at >= '2026-01-01Z' AND submitted_at < '2026-03-31 23:00Z'`,
      responses: `SELECT count(*) FROM referral_recipients WHERE due_at >= '2026-01-01Z' AND due_at < '2026-03-31 23:00Z'`,
      discussions: `SELECT count(DISTINCT i.referral_id) FROM agenda_items i JOIN meetings m ON m.id = i.meeting_id WHERE i.state = 'discussed' AND m.date BETWEEN '2026-01-01' AND '2026-03-31'`,
      actions: `SELECT count(*) FROM actions WHERE due_on BETWEEN '2026-01-01' AND '2026-03-31'`,
      without_consent: `SELECT count(*) FROM without_consents WHERE recorded_at >= '2026-01-01Z' AND recorded_at < '2026-03-31 23:00Z'`,
      children: `SELECT count(*) FROM children WHERE recorded_at >= '2026-01-01Z' AND recorded_at < '2026-03-31 23:00Z' AND mistaken_at IS NULL`,
      safeguarding: `SELECT count(*) FROM safeguarding_notifications WHERE opened_at >= '2026-01-01Z' AND opened_at < '2026-03-31 23:00Z'`,
    }
    const shown = (await done(as.coordinator, readFigures, { query: winter })).figures
    const looks = `SELECT count(DISTINCT case_id) FROM outcomes WHERE looked_on BETWEEN '2026-01-01' AND '2026-03-31'`
    for (const { figure, total } of shown) {
      const [row] = await rows<{ count: string }>(
        `${byHand[figure] ?? looks} AND ${figure === 'discussions' ? 'i.' : ''}partnership_id = $1`,
        [world.partnershipId],
      )
      expect([figure, total]).toEqual([figure, Number(row!.count)])
    }
  })

  it('is she safer: the latest look of a period against the first of all; what was put right is not counted', async () => {
    const [rosa, ana] = [await meetings.listed(), await meetings.listed()]
    const look = (caseId: string, lookedOn: string, safety: Safety, replaces?: string) =>
      done(as.outreach, recordOutcomes, {
        params: { caseId },
        body: { occasion: 'other', lookedOn, answers: { safety }, ...(replaces && { replaces }) },
      })
    await look(rosa.caseId, '2026-03-02', safetyScale[1])
    clock.set('2026-06-02T09:00:00Z')
    await look(ana.caseId, '2026-05-20', safetyScale[2])
    const wrong = await look(rosa.caseId, '2026-06-01', safetyScale[0])
    await look(rosa.caseId, '2026-06-01', safetyScale[3], wrong.id)
    const { figures: shown } = await done(as.coordinator, readFigures, { query: spring })
    const safety = shown.find(({ figure }) => figure === 'safety')!
    expect(Object.fromEntries(safety.rows.map(({ outcome, count }) => [outcome, count]))).toEqual({
      safer: 1,
      one_look_so_far: 1,
    })
  })

  it('what is kept for counting is what a recount of everything sealed gives, after a history', async () => {
    const people = await Promise.all(
      [
        answersOf({ ethnicity: 'irish', sex: 'female' }, '2001-04-01'),
        answersOf({ sexualOrientation: 'prefers_not_to_say' }, '1960-02-29'),
        answersOf(undefined),
      ].map((answers) => meetings.listed({ answers })),
    )
    await discussed(0, ...people)
    const { version } = await done(as.coordinator, readCharacteristics, {
      params: { caseId: people[2]!.caseId },
    })
    await done(as.coordinator, recordCharacteristics, {
      params: { caseId: people[2]!.caseId },
      version,
      body: { equality: { condition: 'no', sex: 'female' } },
    })
    await done(as.coordinator, recordAge, {
      params: { caseId: people[2]!.caseId },
      version: version + 1,
      body: { age: { stated: '36 to 40', restsOn: 'she_said' } },
    })
    const kept = await rows<Characteristics & { case_id: string; age_band: string; date: string }>(
      `SELECT c.case_id, c.ethnicity, c.sexual_orientation AS "sexualOrientation", c.disability, c.sex, c.gender_same AS "genderSame", i.age_band, m.date
        FROM characteristics c JOIN agenda_items i ON i.case_id = c.case_id JOIN meetings m ON m.id = i.meeting_id WHERE i.state = 'discussed'`,
    )
    expect(kept).toHaveLength(3)
    for (const { case_id: caseId, age_band: band, date, ...row } of kept) {
      const [sealed] = await rows<{ answers: Buffer; identity: Buffer; id: string; wrapped: Buffer }>(
        `SELECT r.answers, c.identity, k.id, k.wrapped FROM cases c JOIN referrals r ON r.case_id = c.id JOIN data_keys k ON k.id = c.data_key_id WHERE c.id = $1`,
        [caseId],
      )
      const { answers, identity, ...key } = sealed!
      const { equality } = world.services.vault.open<ReferralAnswers>(key, 'answers', answers)
      const born = world.services.vault.open<{ age: Age | null }>(key, 'identity', identity)
      const later = caseId === people[2]!.caseId ? { condition: 'no', sex: 'female' } : {}
      expect(row).toEqual(characteristicsOf({ ...equality, ...(later as object) }))
      expect(band).toBe(ageBandOn(born.age, date))
    }
  })
})

it('MON-1 the local population is loaded as a table of the Census, or every faulty row is named', async () => {
  const csv = 'Ethnic group,Area,Observation\n"White: Irish",E1,"1,204"\nRoma,E1,310\n'
  const body = { question: 'ethnicity', source: 'Census 2021, TS021', csv } as const
  const { answers } = await done(as.coordinator, loadPopulation, { body })
  expect(answers.filter(({ people }) => people > 0)).toEqual([
    { answer: 'irish', people: 1204 },
    { answer: 'roma', people: 310 },
  ])
  const faulty = await as.coordinator(loadPopulation, { body: { ...body, csv: 'a,b\nMartian,3\nRoma,x\n' } })
  expect(faulty).toMatchObject({
    status: 422,
    body: {
      errors: [{ detail: expect.stringContaining('row 2') }, { detail: expect.stringContaining('row 3') }],
    },
  })
})

// The last one: the emergency meeting stays in the calendar.
it('MON-1 somebody discussed at an emergency and at the monthly meeting of one quarter is one person', async () => {
  const rosa = await meetings.listed()
  const [housing] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'housing@alongside.example'`,
  )
  const { id: meetingId } = await done(as.chair, callEmergencyMeeting, {
    params: { referralId: rosa.referralId },
    body: { people: [housing!.id], mode: 'phone', where: 'The conference line' },
  })
  const [item] = await rows<{ id: string }>('SELECT id FROM agenda_items WHERE meeting_id = $1', [meetingId])
  await meetings.sign(meetingId, 'chair', 'housing')
  const { version } = await done(as.chair, readMeeting, { params: { meetingId } })
  await done(as.chair, openMeeting, { params: { meetingId }, body: {}, version })
  await meetings.discuss({ ...rosa, meetingId, itemId: item!.id })
  await meetings.close(meetingId)
  expect(await counted(as.coordinator, { ...winter, kind: 'emergency' })).toMatchObject({ people: 1 })
  expect(await counted(as.coordinator, { ...winter, kind: 'monthly' })).toMatchObject({ people: 0 })
  await discussed(0, rosa)
  expect(await counted(as.coordinator, { ...winter, kind: 'monthly' })).toMatchObject({ people: 1 })
  expect(await counted(as.coordinator, winter)).toMatchObject({ people: 1 })
})
