import { readCase } from '@alongside/shared/cases/contract'
import { joinFiles, undoJoin } from '@alongside/shared/cases/joining-contract'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import type { Body } from '@alongside/shared/contract'
import { liftLimit, listLimits, recordLimit } from '@alongside/shared/limits/contract'
import { listAgreements, publishAgreement, signAgreement } from '@alongside/shared/partnerships/contract'
import { readSharingChange } from '@alongside/shared/sharing/contract'
import type { SharingCause } from '@alongside/shared/sharing/values'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenEmergencyAccess, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { consentTo, withoutConsent } from '../demo/answers.ts'
import type { AgencyName, PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const start = '2026-03-02T09:00:00Z'
const world = await openEastmarsh(start)
const { as, agencies, rows, clock } = world
await world.runJobs()

/** A minute later: what happens then is not what happened before. */
const later = (minutes = 1) => clock.set(new Date(Date.parse(clock.now()) + minutes * 60_000).toISOString())

type Given = Parameters<typeof givenSubmitted>[1]
async function givenCase(given: Given = { refuses: [] }) {
  const { caseId } = await givenSubmitted(world, given)
  later()
  return { caseId: caseId ?? '', params: { caseId: caseId ?? '' } }
}
const agreeing = (agreed: AgencyName[], more: Partial<Body<typeof recordConsent>> = {}) => ({
  ...consentTo(
    agreed.map((name) => agencies[name]),
    { givenOn: clock.now().slice(0, 10), until: '2026-12-31' },
  ).given,
  leavesOut: Object.values(agencies),
  ...more,
})
const consentOf = async (caseId: string) =>
  (await done(as.outreach, readCase, { params: { caseId } })).consents[0]?.id ?? ''
const refuse = (caseId: string, agency: AgencyName) =>
  done(as.outreach, recordLimit, {
    params: { caseId },
    body: { kind: 'agency', agencyId: agencies[agency], saidOn: '2026-03-02' },
  })

/** What each of these people was told of sharing since the last look. */
const watched: PersonName[] = ['outreach', 'coordinator', 'chair', 'housing', 'health', 'police', 'constable']
const seen = new Set<string>()
async function told(caseId: string): Promise<Partial<Record<PersonName, string[]>>> {
  await world.runJobs()
  const [file] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [caseId])
  const all: Partial<Record<PersonName, string[]>> = {}
  for (const who of watched) {
    const { items } = await done(as[who], listNotifications, { query: { limit: 100 } })
    const news = items.filter(
      ({ id, kind, reference }) =>
        kind.startsWith('sharing_') && reference === file?.reference && !seen.has(id),
    )
    for (const { id } of news) seen.add(id)
    if (news.length) all[who] = news.map(({ kind }) => kind.slice('sharing_'.length)).sort()
  }
  return all
}
/** The sides of the newest change of a case, as they are kept. */
const sidesOf = async (caseId: string) =>
  (
    await rows<{ words: string }>(
      `SELECT s.side || ' ' || g.name || ': ' || s.cause AS words FROM sharing_sides s JOIN agencies g ON g.id = s.agency_id
        WHERE s.side <> 'promised' AND s.change_id = (SELECT c.id FROM sharing_changes c JOIN outbox_events o ON o.data->>'sharingChangeId' = c.id::text
          WHERE c.case_id = $1 ORDER BY c.at DESC, c.id DESC LIMIT 1) ORDER BY 1`,
      [caseId],
    )
  ).map(({ words }) => words)
const changeOf = async (caseId: string) =>
  (
    await rows<{ id: string }>(
      'SELECT id FROM sharing_changes WHERE case_id = $1 ORDER BY at DESC, id DESC LIMIT 1',
      [caseId],
    )
  )[0]?.id ?? ''

type Told = Awaited<ReturnType<typeof told>>
const promised = { outreach: ['promised'], coordinator: ['promised'] }
interface Row {
  cause: SharingCause
  what: string
  given?: Given
  does: (caseId: string) => Promise<unknown>
  sides: string[]
  told: Told
}
const table: Row[] = [
  {
    cause: 'consent',
    what: 'she agrees to one more',
    given: { agrees: ['lantern', 'health'], refuses: [] },
    does: (caseId) =>
      done(as.outreach, recordConsent, {
        params: { caseId },
        body: agreeing(['lantern', 'health', 'police']),
      }),
    sides: ['gained Eastmarsh Police: consent'],
    told: { ...promised, police: ['gained'] },
  },
  {
    cause: 'replaced',
    what: 'a newer consent leaves one out',
    does: (caseId) =>
      done(as.outreach, recordConsent, { params: { caseId }, body: agreeing(['lantern', 'health']) }),
    sides: ['lost Harbour Homes: replaced'],
    told: { ...promised, housing: ['lost'] },
  },
  {
    cause: 'withdrawn',
    what: 'she withdraws',
    does: async (caseId) =>
      done(as.outreach, withdrawConsent, {
        params: { consentId: await consentOf(caseId) },
        body: { how: 'On the phone' },
      }),
    sides: ['lost Eastmarsh Hospital: withdrawn', 'lost Harbour Homes: withdrawn'],
    told: { ...promised, housing: ['lost'], health: ['lost'] },
  },
  {
    cause: 'lapsed',
    what: 'the last day of her consent ends',
    given: {
      answers: {
        consent: consentTo([agencies.lantern, agencies.housing], {
          givenOn: '2026-03-02',
          until: '2026-03-02',
        }),
      },
    },
    does: async () => clock.set('2026-03-03T00:00:00Z'),
    sides: ['lost Harbour Homes: lapsed'],
    told: { ...promised, housing: ['lost'] },
  },
  {
    cause: 'limited',
    what: 'she says no to one',
    does: (caseId) => refuse(caseId, 'housing'),
    sides: ['lost Harbour Homes: limited'],
    told: { ...promised, housing: ['lost'] },
  },
  {
    cause: 'without_consent',
    what: 'it is shared without consent',
    does: (caseId) =>
      done(as.outreach, recordWithoutConsent, {
        params: { caseId },
        body: withoutConsent([agencies.police], { reviewOn: '2026-12-31' }).without ?? {},
      }),
    sides: ['gained Eastmarsh Police: without_consent'],
    told: { ...promised, police: ['gained'] },
  },
  {
    cause: 'emergency',
    what: 'one person opens it in an emergency',
    does: async (caseId) => {
      const { reference } = await done(as.outreach, readCase, { params: { caseId } })
      return givenEmergencyAccess(world, 'police', reference)
    },
    sides: ['gained Eastmarsh Police: emergency'],
    // As it is taken they were told of it, and of nothing else.
    told: {},
  },
  {
    cause: 'emergency_ended',
    what: 'the four hours of an emergency are over',
    does: async (caseId) => {
      const { reference } = await done(as.outreach, readCase, { params: { caseId } })
      await givenEmergencyAccess(world, 'police', reference)
      await told(caseId)
      later(241)
    },
    sides: ['lost Eastmarsh Police: emergency_ended'],
    told: { ...promised, police: ['lost'] },
  },
]

it.each(table)(
  'CON-3 ACC-3 $cause: $what, and who is told what',
  async ({ given, does, sides, told: expected }) => {
    const { caseId } = await givenCase(given)
    await told(caseId)
    await does(caseId)
    const heard = await told(caseId)
    expect(await sidesOf(caseId)).toEqual(sides)
    expect(heard).toEqual(expected)
  },
)

it('CON-3 ACC-8 ACC-6 joined and parted: a no on one file reaches the other, whose grants end, and comes off it again', async () => {
  const one = await givenCase({ agrees: ['lantern', 'housing'], refuses: [] })
  const other = await givenCase({ by: 'housing', agrees: ['lantern', 'housing'], refuses: [] })
  await refuse(one.caseId, 'housing')
  await told(other.caseId)
  later()
  const join = await done(as.coordinator, joinFiles, {
    params: one.params,
    body: { joinedCaseId: other.caseId, reason: 'The same woman' },
  })
  const heard = await told(other.caseId)
  expect(await sidesOf(other.caseId)).toEqual(['lost Harbour Homes: ended'])
  expect(heard).toMatchObject({ housing: ['lost'], coordinator: ['to_settle'] })
  // Its own referral stays its own; that there is another file it reads nowhere (ACC-6).
  const change = await done(as.housing, readSharingChange, {
    params: { sharingChangeId: await changeOf(other.caseId) },
  })
  expect(change.sides.filter(({ side }) => side === 'lost')).toMatchObject([
    { side: 'lost', agencyName: 'Harbour Homes', keepsOwn: true, cause: 'ended' },
  ])
  expect(JSON.stringify(change)).not.toMatch(/join|another file/i)
  later()
  await done(as.coordinator, undoJoin, { params: { joinId: join.id }, body: { reason: 'Not the same' } })
  await told(other.caseId)
  expect(await sidesOf(other.caseId)).toEqual(['gained Harbour Homes: reads_again'])
})

it('CON-3 ACC-8 a no that is lifted opens an agency its own file whole again', async () => {
  const { caseId, params } = await givenCase({ by: 'housing', agrees: ['lantern', 'housing'], refuses: [] })
  await done(as.coordinator, recordLimit, {
    params,
    body: { kind: 'agency', agencyId: agencies.housing, saidOn: '2026-03-02' },
  })
  await told(caseId)
  later()
  const [limit] = (await done(as.coordinator, listLimits, { params })).items
  await done(as.coordinator, liftLimit, {
    params: { limitId: limit?.id ?? '' },
    body: { words: 'She said so' },
  })
  const heard = await told(caseId)
  expect(await sidesOf(caseId)).toEqual(['gained Harbour Homes: limit_lifted'])
  expect(heard.housing).toEqual(['gained'])
})
it('CON-3 who changes nothing tells nobody: the same agencies by another record, or past another basis', async () => {
  const { caseId, params } = await givenCase({ refuses: [] })
  await told(caseId)
  await done(as.outreach, recordConsent, { params, body: agreeing(['lantern', 'health', 'housing']) })
  await done(as.outreach, recordWithoutConsent, {
    params,
    body: withoutConsent([agencies.housing], { reviewOn: '2026-12-31' }).without ?? {},
  })
  later()
  await done(as.outreach, recordConsent, { params, body: agreeing(['lantern', 'health']) })
  expect(await told(caseId)).toEqual({})
  expect(await sidesOf(caseId)).toEqual([])
})

it('CON-3 ACC-6 who lost a case reads on a page of its own what to stop, by the reference, and nothing else; others nothing', async () => {
  const { caseId, params } = await givenCase()
  await told(caseId)
  await done(as.outreach, recordConsent, { params, body: agreeing(['lantern', 'health']) })
  await told(caseId)
  const id = await changeOf(caseId)
  const { reference } = await done(as.outreach, readCase, { params })
  const page = await done(as.housing, readSharingChange, { params: { sharingChangeId: id } })
  expect(page).toMatchObject({
    caseReference: reference,
    holderAgencyName: 'Lantern',
    caseId: null,
    sides: [{ side: 'lost', agencyName: 'Harbour Homes', cause: 'replaced' }],
  })
  expect(JSON.stringify(page)).not.toMatch(/Rosa|Hospital/)
  expect((await as.housing(readCase, { params })).status).toBe(404)
  expect((await as.police(readSharingChange, { params: { sharingChangeId: id } })).status).toBe(404)
  const whole = await done(as.coordinator, readSharingChange, { params: { sharingChangeId: id } })
  expect(whole.caseId).toBe(caseId)
})

it('CON-3 ACC-3 a consent that leaves out who sees the case asks first, names it, and changes nothing until it is meant', async () => {
  const { caseId, params } = await givenCase()
  const { leavesOut: _, ...body } = agreeing(['lantern', 'health'])
  const tables = ['consents', 'sharing_grants', 'sharing_changes', 'limits']
  expect(await refusalOf(world, tables, as.outreach, recordConsent, { params, body })).toEqual([
    409,
    'consent.leaves_out',
  ])
  const { body: problem } = await as.outreach(recordConsent, { params, body })
  expect(problem).toMatchObject({
    errors: [{ pointer: '/leavesOut', detail: 'Harbour Homes sees the case now, and would no longer' }],
  })
  await done(as.outreach, recordConsent, { params, body: { ...body, leavesOut: [agencies.housing] } })
  await told(caseId)
  expect(await sidesOf(caseId)).toEqual(['lost Harbour Homes: replaced'])
})

it('CON-3 who took a consent is told fourteen days before it ends, once, and when it does', async () => {
  clock.set('2026-06-01T09:00:00Z')
  const { caseId } = await givenCase({
    answers: {
      consent: consentTo([agencies.lantern, agencies.housing], {
        givenOn: '2026-06-01',
        until: '2026-07-15',
      }),
    },
  })
  const kinds = async () => {
    await world.runJobs()
    const { items } = await done(as.outreach, listNotifications, { query: { limit: 100 } })
    return items.filter(({ subjectId }) => subjectId === caseId).map(({ kind }) => kind)
  }
  clock.set('2026-06-30T22:59:00Z')
  expect(await kinds()).toEqual([])
  clock.set('2026-06-30T23:00:00Z')
  expect([await kinds(), await kinds()]).toEqual([['consent_ends_soon'], ['consent_ends_soon']])
  clock.set('2026-07-15T23:00:00Z')
  expect(await kinds()).toContain('consent_lapsed')
})

it('CON-3 ACC-5 an agency whose agreements run out reads no more until it signs again: it, who promised and who coordinates are told, once for all its cases', async () => {
  const { caseId, params } = await givenCase()
  await givenCase()
  await world.runJobs()
  const signs = async (who: PersonName) => {
    const { items } = await done(as[who], listAgreements)
    for (const { id, kind, signedByMine } of items)
      if (kind !== 'meeting_confidentiality' && !signedByMine)
        await done(as[who], signAgreement, {
          params: { agreementVersionId: id },
          body: { name: 'The lead', title: 'Lead member' },
        })
  }
  const heard = async (kind: string) => {
    await world.runJobs()
    const all: Partial<Record<PersonName, number>> = {}
    for (const who of watched) {
      const { items } = await done(as[who], listNotifications, { query: { limit: 100 } })
      const told = items.filter((notice) => notice.kind === kind && notice.subjectId === agencies.housing)
      if (told.length) all[who] = told.length
    }
    return all
  }
  await done(as.coordinator, publishAgreement, {
    body: { kind: 'charter', text: 'We agree anew', signBy: '2026-08-31', reviewOn: '2027-07-01' },
  })
  for (const who of ['coordinator', 'police', 'health', 'drugs', 'probation'] as const) await signs(who)
  expect(await heard('sharing_paused')).toEqual({})
  clock.set('2026-08-31T23:00:00Z')
  expect((await as.housing(readCase, { params })).status).toBe(403)
  expect(await heard('sharing_paused')).toEqual({ outreach: 1, coordinator: 1, housing: 1 })
  expect(await sidesOf(caseId)).toEqual(['lost Harbour Homes: unsigned'])
  later()
  await signs('housing')
  expect(await heard('sharing_resumed')).toEqual({ outreach: 1, coordinator: 1, housing: 1 })
  expect(await sidesOf(caseId)).toEqual(['gained Harbour Homes: signed'])
  expect((await as.housing(readCase, { params })).status).toBe(200)
})
