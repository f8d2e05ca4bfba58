import { readCase } from '@alongside/shared/cases/contract'
import { liftHold, recordAge } from '@alongside/shared/cases/holding-contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import {
  readReferral,
  redirectChild,
  returnReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

// ACC-8, SAF-1: she refuses the agency that referred her. What it learns of her age waits for no no.

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { as, agencies } = world
const tables = ['case_holds', 'safeguarding_notifications', 'referrals', 'cases']

/** Referred by the police, whom she then refuses; the meeting sends the form back to them. */
async function givenReturned() {
  const { id, caseId, version } = await givenSubmitted(world, {
    by: 'constable',
    agrees: ['lantern', 'health', 'housing'],
    refuses: [],
  })
  const params = { referralId: id }
  const file = { caseId: caseId ?? '' }
  await done(as.health, recordLimit, {
    params: file,
    body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-31' },
  })
  await done(as.coordinator, returnReferral, { params, version, body: { asks: 'How old is she?' } })
  return { params, file }
}
const standing = async (file: { caseId: string }) =>
  (await done(as.health, readCase, { params: file })).holds.filter(({ liftedAt }) => !liftedAt)

it('ACC-8 SAF-1 REF-3 a refused agency takes the child’s way of its own referral: the notification opens, and her file is held for all', async () => {
  const { params, file } = await givenReturned()
  const { notificationId } = await done(as.constable, redirectChild, { params, body: { tellingNow: true } })
  expect(await standing(file)).toMatchObject([{ kind: 'under_18' }])
  expect((await done(as.constable, readMyWork)).safeguarding.map(({ id }) => id)).toContain(notificationId)
  expect((await done(as.coordinator, readMyWork)).heldCases).toMatchObject([{ caseId: file.caseId }])
  // What its own hold stops, it does not let go on.
  const [hold] = (await done(as.constable, readCase, { params: file })).holds
  expect(hold).toMatchObject({ kind: 'under_18' })
  const lifting = { params: { holdId: hold!.id }, body: { reason: 'A slip' } }
  expect(await refusalOf(world, tables, as.constable, liftHold, lifting)).toEqual([
    403,
    'access.not_permitted',
  ])
})

it('ACC-8 SAF-1 REF-3 also where another agency had her file held already, of which it is told nothing', async () => {
  const { params, file } = await givenReturned()
  const { version } = await done(as.health, readCase, { params: file })
  await done(as.health, recordAge, {
    params: file,
    version,
    body: { age: { born: '2010-06-01', restsOn: 'document' } },
  })
  expect(await done(as.constable, readCase, { params: file })).toMatchObject({ holds: [] })
  await done(as.constable, redirectChild, { params, body: { tellingNow: true } })
  expect(await standing(file)).toHaveLength(1)
  expect(await done(as.constable, readReferral, { params })).toMatchObject({ state: 'withdrawn' })
})

it('ACC-8 REF-5 a refused agency sends its own referral again, and lets nobody in by it', async () => {
  const { params, file } = await givenReturned()
  const { version } = await done(as.constable, readReferral, { params })
  const sent = await done(as.constable, submitReferral, { params, version, body: {} })
  expect(sent).toMatchObject({ state: 'submitted' })
  expect((await as.clinic(readCase, { params: file })).status).toBe(404)
  expect((await done(as.coordinator, readMyWork)).toTriage.map(({ id }) => id)).toContain(params.referralId)
})
