import { readReferral, redirectChild, takeBackRedirection } from '@alongside/shared/referrals/contract'
import { recordNotification } from '@alongside/shared/safeguarding/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenDraft } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-09-17T10:00:00Z')
const { as, clock } = world
const tables = ['referrals', 'safeguarding_notifications']
const told = { toldAt: '2026-09-17T09:50:00Z', receiver: 'Front door, R. Bell', reference: 'CSC-88213' }

async function givenRedirected() {
  const draft = await givenDraft(world)
  const { notificationId } = await done(as.outreach, redirectChild, {
    params: { referralId: draft.id },
    body: { tellingNow: true },
  })
  return { draft, back: { params: { notificationId }, body: {} }, notificationId }
}

it('REF-3 the under-18 way keeps no referral, keeps what was typed for the call, and is taken back where the age was a slip', async () => {
  const { draft, back, notificationId } = await givenRedirected()
  expect((await as.outreach(readReferral, { params: { referralId: draft.id } })).status).toBe(404)
  const waiting = (await done(as.outreach, readMyWork)).safeguarding.find(({ id }) => id === notificationId)
  expect(waiting).toMatchObject({ mayTakeBack: true, caseId: null })
  expect(waiting?.about).toContain(`Name: ${draft.answers.person?.name}`)

  const again = await done(as.outreach, takeBackRedirection, back)
  const { age: _, ...person } = draft.answers.person ?? {}
  expect(again).toMatchObject({ state: 'draft', answers: { ...draft.answers, person } })
  expect(again.answers.person).not.toHaveProperty('age')
  expect((await done(as.outreach, readMyWork)).safeguarding.map(({ id }) => id)).not.toContain(notificationId)
  expect(await refusalOf(world, tables, as.outreach, takeBackRedirection, back)).toEqual([
    409,
    'referral.nothing_set_aside',
  ])
})

it('REF-3 what was told to children’s social care stays on record when the draft is taken back', async () => {
  const { back, notificationId } = await givenRedirected()
  await done(as.outreach, recordNotification, { params: { notificationId }, body: told, version: 1 })
  await done(as.outreach, takeBackRedirection, back)
  const [row] = await world.rows(
    'SELECT receiver, their_reference FROM safeguarding_notifications WHERE id = $1',
    [notificationId],
  )
  expect(row).toEqual({ receiver: told.receiver, their_reference: told.reference })
})

it('REF-3, ACC-6 whoever did not write it brings nothing back, and after a week nobody does', async () => {
  const { back } = await givenRedirected()
  expect(await refusalOf(world, tables, as.police, takeBackRedirection, back)).toEqual([404, 'not_found'])
  expect(await refusalOf(world, tables, as.coordinator, takeBackRedirection, back)).toEqual([
    409,
    'referral.nothing_set_aside',
  ])
  clock.set('2026-09-24T10:00:01Z')
  await world.runJobs()
  expect(await refusalOf(world, tables, as.outreach, takeBackRedirection, back)).toEqual([
    409,
    'referral.nothing_set_aside',
  ])
})
