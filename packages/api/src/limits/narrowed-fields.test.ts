import { readCase } from '@alongside/shared/cases/contract'
import { recordAge } from '@alongside/shared/cases/holding-contract'
import type { Contract } from '@alongside/shared/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { readCharacteristics, recordCharacteristics } from '@alongside/shared/monitoring/contract'
import { operations } from '@alongside/shared/operations'
import { expect, it } from 'vitest'
import { inOrder, last, policeFiles } from '../../test/police-files.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

// ACC-8, ACC-6: an agency that she refused keeps its own referral, and of what others wrote since nothing but what became of that referral.
// Two police files alike; on one of them others do whatever the table of operations lets them do; then she refuses the police on both. Every
// field that the police read of either is held against the other: what differs is told on purpose, and named here with its reason.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, clock } = world
const today = clock.now().slice(0, 10)
const { givenFile, answerOf } = await policeFiles(world)

/** What others wrote that is told to whoever referred her, and why. */
const told: Record<string, RegExp> = {
  'what became of its own referral (REF-13)': /^readReferral\.recipients\./,
  'how urgent its own referral is, by which the clocks run':
    /^(readReferral|compareReferrals\.now|readCase|readCase\.referrals)\.light$/,
  'that something changed, so that it does not write over it':
    /^(readReferral|readCase|readCase\.referrals|readCharacteristics|readCase\.safeguarding)\.version$/,
  'what came of what it told of itself': /^readCase\.safeguarding\.(toldAt|receiver|reference|recordedAt)$/,
  'that an agreement which it took has ended': /^readCase\.consents\.lapsedAt$/,
  'that a promise which it gave stands': /^listLimits\.items\.confirmedAt$/,
}

const queries = operations.filter(
  ({ kind, params }) => kind === 'query' && ['caseId', 'referralId'].includes(Object.keys(params).join()),
)

/** Every leaf of an answer, by its path without positions. */
function leaves(value: unknown, at: string, into: Map<string, string[]>): Map<string, string[]> {
  if (Array.isArray(value)) {
    for (const one of value) leaves(one, at, into)
  } else if (value !== null && typeof value === 'object')
    for (const [name, one] of Object.entries(value)) leaves(one, `${at}.${name}`, into)
  else into.set(at, [...(into.get(at) ?? []), String(value)])
  return into
}

/** What differs from one file to the other whoever writes: names of things, and when. */
const id = /^[0-9a-f]{8}-[0-9a-f]{4}-|^EMP-|^\d{4}-\d\d-\d\dT/

async function readBy(who: 'constable' | 'police', file: Record<string, string>) {
  const seen = new Map<string, string[]>()
  for (const operation of queries as Contract[]) {
    const [name = ''] = Object.keys(operation.params)
    const { status, body } = await as[who](operation, { params: { [name]: file[name] ?? '' } } as never)
    for (const [at, values] of leaves(status === 200 ? body : status, operation.id, new Map()))
      seen.set(
        at,
        values.map((value) => (id.test(value) ? '…' : value)),
      )
  }
  return seen
}

it('ACC-8 ACC-6 MON-1 every field that a refused agency reads of its own referral’s file is its own, or tells what became of that referral', async () => {
  const [alone, written] = [await givenFile(), await givenFile()]
  const { version } = await done(as.health, readCase, { params: { caseId: written.caseId ?? '' } })
  const born = { age: { born: '1979-03-05', restsOn: 'document' } } as const
  await done(as.health, recordAge, { params: { caseId: written.caseId ?? '' }, version, body: born })
  const wrote = new Set<string>()
  for (const operation of inOrder.filter(({ id: name }) => !last.includes(name)))
    for (const who of ['health', 'coordinator'] as const)
      if (/ 20[01] /.test(await answerOf(who, operation, written))) wrote.add(operation.id)
  expect(wrote.size).toBeGreaterThan(30)
  expect([...wrote]).toContain(recordCharacteristics.id)
  for (const { caseId = '' } of [alone, written])
    await done(as.coordinator, recordLimit, {
      params: { caseId },
      body: { kind: 'agency', agencyId: agencies.police, saidOn: today },
    })

  const more: Record<string, string[]> = {}
  for (const who of ['constable', 'police'] as const) {
    const [free, others] = [await readBy(who, alone), await readBy(who, written)]
    for (const [at, values] of others) {
      const added =
        free.get(at)?.reduce((left, value) => left.toSpliced(left.indexOf(value) >>> 0, 1), values) ?? values
      if (added.length) more[at] = added
    }
  }
  const toldOf = (at: string) => Object.keys(told).filter((why) => told[why]?.test(at))
  expect(Object.entries(more).filter(([at]) => toldOf(at).length === 0)).toEqual([])
  expect(new Set(Object.keys(more).flatMap(toldOf))).toEqual(new Set(Object.keys(told)))

  // What each was told itself stays apart from what others were: read, put right, and found again.
  const params = { caseId: written.caseId ?? '' }
  const theirs = await done(as.constable, readCharacteristics, { params })
  expect(theirs).toMatchObject({ counted: { ethnicity: 'not_yet_asked', disability: 'not_yet_asked' } })
  const equality = { ethnicity: 'roma' } as const
  const said = { params, version: theirs.version, body: { equality } }
  expect(await done(as.constable, recordCharacteristics, said)).toMatchObject({
    counted: { ethnicity: 'roma', disability: 'not_yet_asked' },
  })
  expect(await done(as.health, readCharacteristics, { params })).toMatchObject({
    age: born.age,
    counted: { ethnicity: 'roma', disability: 'no' },
  })
}, 120_000)
