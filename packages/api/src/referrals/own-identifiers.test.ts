import {
  acceptReferral,
  discardReferral,
  listReferrals,
  readReferral,
  saveReferral,
  startReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenSubmitted, redAnswers } from '../../test/given.ts'
import { givenSystems } from '../../test/given-systems.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import type { Caller } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
await givenCalendar(world)

const startedAs = (externalReference: string, by: Caller = as.housing) =>
  done(by, startReferral, { body: { answers: redAnswers(world), externalReference } })
const foundBy = async (caller: Caller, externalReference: string) =>
  (await done(caller, listReferrals, { query: { externalReference } })).items.map(({ id }) => id)

it('API-2 a case system files under its own number, finds by it, and nobody else does', async () => {
  const { call } = await givenSystems(world).calling()
  const draft = await call(startReferral, {
    body: { answers: redAnswers(world), externalReference: 'HH/2026/0042' },
  })
  expect(draft).toMatchObject({ status: 201, body: { externalReference: 'HH/2026/0042' } })
  const { id, version } = draft.body
  const params = { referralId: id }
  expect((await call(submitReferral, { params, version, body: {} })).body).toMatchObject({
    externalReference: 'HH/2026/0042',
  })
  expect(
    (await call(listReferrals, { query: { externalReference: 'HH/2026/0042' } })).body.items,
  ).toMatchObject([{ id }])
  expect(await foundBy(as.lettings, 'HH/2026/0042')).toEqual([id])
  expect((await done(as.lettings, readReferral, { params })).externalReference).toBe('HH/2026/0042')

  // Lantern and health see the referral, by her consent.
  for (const other of [as.coordinator, as.health]) {
    expect((await done(other, readReferral, { params })).externalReference).toBe(null)
    expect(await foundBy(other, 'HH/2026/0042')).toEqual([])
  }
  expect(await foundBy(as.police, 'HH/2026/0042')).toEqual([])
  const kept = await rows<{ row: string }>('SELECT o::text AS row FROM own_identifiers o')
  expect(kept.filter(({ row }) => row.includes(Buffer.from('HH/2026/0042').toString('hex')))).toEqual([])
})

it('API-2 one number, one referral of an agency: the other is named to who sees it; another agency uses it too', async () => {
  const first = await startedAs('HH-1')
  const again = { body: { externalReference: 'HH-1' } }
  expect(await as.housing(startReferral, again)).toMatchObject({
    status: 409,
    body: {
      code: 'referral.identifier_taken',
      referralId: first.id,
      errors: [{ pointer: '/externalReference', code: 'taken' }],
    },
  })
  const asColleague = await as.lettings(startReferral, again)
  expect(asColleague).toMatchObject({ status: 409, body: { code: 'referral.identifier_taken' } })
  expect(asColleague.body).not.toHaveProperty('referralId')
  expect(
    await refusalOf(world, ['referrals', 'own_identifiers', 'data_keys'], as.housing, startReferral, again),
  ).toEqual([409, 'referral.identifier_taken'])
  expect((await startedAs('HH-1', as.police)).externalReference).toBe('HH-1')

  const both = await Promise.all(
    [1, 2].map(() => as.housing(startReferral, { body: { externalReference: 'HH-2' } })),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
})

it('API-2 it is given later, changed, kept by a save that says nothing of it, and taken off', async () => {
  const { id, version } = await done(as.housing, startReferral, { body: {} })
  const params = { referralId: id }
  const save = (change: { externalReference?: string | null }, at: number) =>
    done(as.housing, saveReferral, { params, version: at, body: { answers: {}, ...change } })
  expect((await save({ externalReference: 'HH-3' }, version)).externalReference).toBe('HH-3')
  expect((await save({ externalReference: 'HH-4' }, version + 1)).externalReference).toBe('HH-4')
  expect((await save({}, version + 2)).externalReference).toBe('HH-4')
  expect(await foundBy(as.housing, 'HH-3')).toEqual([])
  expect((await save({ externalReference: null }, version + 3)).externalReference).toBe(null)
  expect(await foundBy(as.housing, 'HH-4')).toEqual([])
})

it('API-2 a draft thrown away gives its number back; a referral of somebody known keeps its', async () => {
  const { id } = await startedAs('HH-5')
  await done(as.housing, discardReferral, { params: { referralId: id } })
  const moving = await startedAs('HH-5')
  const known = await givenSubmitted(world)
  const params = { referralId: moving.id }
  const submitted = await done(as.housing, submitReferral, { params, version: moving.version })
  await done(as.coordinator, acceptReferral, {
    params,
    version: submitted.version,
    body: { sameAsCaseId: known.caseId ?? '' },
  })
  expect(await done(as.housing, readReferral, { params })).toMatchObject({
    caseId: submitted.caseId,
    externalReference: 'HH-5',
  })
})
