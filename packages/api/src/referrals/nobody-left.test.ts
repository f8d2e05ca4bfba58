import {
  changeLight,
  readReferral,
  respondToReferral,
  returnReferral,
  saveReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import { settleUnhelped } from '@alongside/shared/referrals/conversation-contract'
import type { Referral } from '@alongside/shared/referrals/schema'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { indicators } from '../demo/answers.ts'
import { done } from '../demo/found.ts'

// REF-8: whoever is addressed, and however that changes, a referral that nobody takes is somebody's work.

const now = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(now)
const { as, agencies } = world
await givenCalendar(world)

const at = ({ id, version }: Referral) => ({ params: { referralId: id }, version })
const cannot = { response: 'not_able_to_help_now' as const, worker: 'Sam', words: 'No bed before Friday' }
const takes = { response: 'accepted' as const, worker: 'Sam' }

/** To the meeting and to housing, which answers; returned by the meeting, and sent again to these. */
async function sentAgain(body: typeof cannot | typeof takes, addressedTo: object) {
  const sent = await givenSubmitted(world, {
    answers: { addressedTo: { meeting: true, agencies: [agencies.housing] } },
  })
  const answered = await done(as.housing, respondToReferral, { ...at(sent), body })
  const returned = await done(as.coordinator, returnReferral, {
    ...at(answered),
    body: { asks: 'Who decided?' },
  })
  const saved = await done(as.outreach, saveReferral, { ...at(returned), body: { answers: { addressedTo } } })
  return done(as.outreach, submitReferral, { ...at(saved), body: {} })
}
const unhelped = async ({ id }: Referral) =>
  (await done(as.coordinator, readMyWork)).nobodyHasHer.some((one) => one.id === id)

it('REF-8 sent again without the meeting, to an agency that cannot help alone, it is the coordinator’s at once, who is told', async () => {
  const again = await sentAgain(cannot, { meeting: false, agencies: [agencies.housing] })
  expect(again).toMatchObject({ state: 'declined', unhelpedAt: now, unhelpedDueAt: now })
  expect(await unhelped(again)).toBe(true)
  await world.runJobs()
  const { items } = await done(as.coordinator, listNotifications)
  expect(
    items.filter(({ kind, subjectId }) => kind === 'referral_nobody_has_her' && subjectId === again.id),
  ).toHaveLength(1)
  await done(as.coordinator, settleUnhelped, { ...at(again), body: { words: 'Turning Tide takes her' } })
  expect(await unhelped(again)).toBe(false)
})

it('REF-8 REF-11 sent again where an agency that took her on stays addressed alone, it is accepted; where another is asked, it waits for that one', async () => {
  expect(await sentAgain(takes, { meeting: false, agencies: [agencies.housing] })).toMatchObject({
    state: 'accepted',
    unhelpedAt: null,
  })
  const asked = await sentAgain(cannot, { meeting: false, agencies: [agencies.housing, agencies.health] })
  expect(asked).toMatchObject({ state: 'submitted', unhelpedAt: null })
  expect((await done(as.health, readMyWork)).toAnswer.some(({ id }) => id === asked.id)).toBe(true)
})

it('REF-7 REF-8 a light that is raised sets no time for help on a referral that nobody failed', async () => {
  const toHousing = {
    answers: { indicators: indicators({}), addressedTo: { meeting: false, agencies: [agencies.housing] } },
  }
  const raise = { body: { light: 'red' as const, reason: 'He came to the drop-in' } }
  const sent = await givenSubmitted(world, toHousing)
  expect(sent.light).not.toBe('red')
  const raised = await done(as.outreach, changeLight, { ...at(sent), ...raise })
  expect(raised).toMatchObject({ light: 'red', unhelpedAt: null, unhelpedDueAt: null })
})

it('REF-8 who reads it after sees who is addressed and what they answered', async () => {
  const again = await sentAgain(cannot, { meeting: false, agencies: [agencies.housing] })
  const { recipients } = await done(as.coordinator, readReferral, { params: { referralId: again.id } })
  expect(recipients).toMatchObject([{ forMeeting: false, response: 'not_able_to_help_now' }])
})
