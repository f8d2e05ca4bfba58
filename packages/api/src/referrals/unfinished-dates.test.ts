import { readReferral, saveReferral, submitReferral } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenDraft } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world

it.each([
  ['91-02-14', '1991? Write the year in four digits'],
  ['10-02-14', '2010? Then she is under 18. Write the year in four digits'],
  ['1990-02-31', 'February 1990 has no day 31: look at the date again'],
  ['1990--', '1990? Say yes, or complete the date'],
  ['1990--14', '1990 (day 14, month not known)? Say yes, or complete the date'],
])(
  'REF-1, REF-5 a date typed as %s stays in the draft as typed, is read back, and is not submitted past',
  async (typed, detail) => {
    const draft = await givenDraft(world)
    const params = { referralId: draft.id }
    const { age: _, ...person } = draft.answers.person ?? {}
    const answers = {
      person: { ...person, age: { restsOn: 'she_said' as const } },
      unfinishedDates: { dateOfBirth: typed },
    }
    const saved = await done(as.outreach, saveReferral, { params, version: draft.version, body: { answers } })
    expect((await done(as.outreach, readReferral, { params })).answers).toMatchObject(answers)

    const submission = { params, version: saved.version, body: {} }
    expect(await refusalOf(world, ['referrals'], as.outreach, submitReferral, submission)).toEqual([
      422,
      'referral.incomplete',
    ])
    const { body } = await as.outreach(submitReferral, submission)
    expect(body).toMatchObject({
      errors: [{ pointer: '/answers/person/age/born', code: 'unfinished', detail }],
    })

    const whole = {
      person: { ...person, age: { born: '1991-02-14', restsOn: 'she_said' as const } },
      unfinishedDates: {},
    }
    const { version } = await done(as.outreach, saveReferral, {
      params,
      version: saved.version,
      body: { answers: whole },
    })
    expect(await done(as.outreach, submitReferral, { params, version, body: {} })).toMatchObject({
      state: 'submitted',
    })
  },
)
