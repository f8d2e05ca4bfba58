import { readCase } from '@alongside/shared/cases/contract'
import { recordAge } from '@alongside/shared/cases/holding-contract'
import { returnReferral, saveReferral, submitReferral } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenSubmitted, redAnswers } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

// REF-2, REF-3: what was found out of her age stays found out.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const meetings = await givenMeetings(world)

const fileOf = (caseId: string) => done(as.outreach, readCase, { params: { caseId } })
const record = async (caseId: string, age: object) => {
  const { version } = await fileOf(caseId)
  return done(as.outreach, recordAge, { params: { caseId }, version, body: { age } as never })
}

/** Sent with one age, found out to be another, and returned: what is sent again says `age`. */
async function sentAgain(recorded: object, age: object) {
  const person = {
    name: 'Marnie',
    age: { stated: '34', restsOn: 'worker_guess' as const, inWords: 'By her looks' },
  }
  const sent = await givenSubmitted(world, { answers: { person } })
  const caseId = sent.caseId ?? ''
  await record(caseId, recorded)
  const back = await done(as.coordinator, returnReferral, {
    params: { referralId: sent.id },
    version: sent.version,
    body: { asks: 'Where does she sleep?' },
  })
  const answers = redAnswers(world, { answers: { person: { ...person, age } as never } })
  const saved = await done(as.outreach, saveReferral, {
    params: { referralId: sent.id },
    version: back.version,
    body: { answers },
  })
  return { caseId, call: { params: { referralId: sent.id }, version: saved.version } }
}
const guess = { stated: '34', restsOn: 'worker_guess', inWords: 'By her looks' }

it('REF-3 REF-5 a referral sent again does not undo a date of birth by a document; where both cannot be right who sends it is asked, and nothing changes', async () => {
  const born = { born: '1991-12-01', restsOn: 'document' }
  const same = await sentAgain(born, guess)
  await done(as.outreach, submitReferral, same.call)
  expect((await fileOf(same.caseId)).identity.age).toMatchObject(born)

  const child = { born: '2009-06-01', restsOn: 'document' }
  const other = await sentAgain(child, guess)
  const tables = ['cases', 'referrals', 'case_holds', 'consents', 'sharing_grants']
  expect(await refusalOf(world, tables, as.outreach, submitReferral, other.call)).toEqual([
    422,
    'referral.incomplete',
  ])
  const { body } = await as.outreach(submitReferral, other.call)
  expect(body).toMatchObject({ errors: [{ pointer: '/answers/person/age/stated', code: 'contradiction' }] })
  expect(JSON.stringify(body)).not.toContain('2009')
  const file = await fileOf(other.caseId)
  expect(file.identity.age).toMatchObject(child)
  expect(file.holds).toMatchObject([{ kind: 'under_18', liftedAt: null }])
})

it('REF-2 what is sent again on a better ground takes the place of what was recorded', async () => {
  const born = { born: '1991-12-01', restsOn: 'document' }
  const { caseId, call } = await sentAgain({ stated: '30s', restsOn: 'she_said' }, born)
  await done(as.outreach, submitReferral, call)
  expect((await fileOf(caseId)).identity.age).toMatchObject(born)
})

it('REF-11 what was known of her age, and what is known now, stand in the history', async () => {
  const { caseId } = await sentAgain({ born: '1991-02-14', restsOn: 'document' }, guess)
  const { timeline } = await fileOf(caseId)
  const [entry] = timeline.filter(({ field }) => field === 'age')
  expect(entry).toMatchObject({ subject: 'case', from: null, to: 'recorded' })
  expect(entry?.reason).toMatch(
    /Known before: 34.*guess.*Known now: 35, born 14 February 1991; by a document/,
  )
  const [kept] = await rows<{ text: string }>(
    `SELECT h::text AS text FROM history h WHERE field = 'age' AND case_id = $1`,
    [caseId],
  )
  expect(kept?.text).not.toContain('1991')
})

it('REF-2 MON-1 an age that is stated today is not read as her age at a meeting that is over', async () => {
  const item = await meetings.listed()
  await meetings.open(item.meetingId)
  await meetings.discuss(item)
  const band = async () => (await rows('SELECT age_band FROM agenda_items WHERE id = $1', [item.itemId]))[0]
  clock.set('2028-03-20T09:00:00Z')
  await rows(`UPDATE agencies SET standing_until = '2100-01-01Z'`)
  await rows(`UPDATE sharing_grants SET until_at = NULL WHERE case_id = $1`, [item.caseId])
  await record(item.caseId, { stated: '25', restsOn: 'she_said' })
  expect(await band()).toEqual({ age_band: '18_to_24' })
})
