import { readCase } from '@alongside/shared/cases/contract'
import { recordConsent, recordWithoutConsent } from '@alongside/shared/consent/contract'
import {
  answerByName,
  askByName,
  askEmergencyAccess,
  openEmergencyAccess,
} from '@alongside/shared/emergency-access/contract'
import {
  confirmLimit,
  decideOverride,
  liftLimit,
  listLimits,
  listOverrides,
  recordLimit,
} from '@alongside/shared/limits/contract'
import { openMeeting, signMeeting } from '@alongside/shared/meetings/contract'
import { addMember, endMembership, listMembers } from '@alongside/shared/partnerships/contract'
import { readItem } from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { inAnotherPlace } from '../../test/second-place.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { consentTo, withoutConsent } from '../demo/answers.ts'
import { emailOf, people } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const now = '2026-03-31T19:20:00Z'
const world = await openEastmarsh(now)
const { as, agencies, clock } = world
const tables = ['limits', 'consents', 'sharing_grants', 'limit_overrides', 'limit_decisions']
const meetings = await givenMeetings(world)
/** Of the police, with a place at two agencies more: one that sees the case, and one that does not. */
const atHealth = await inAnotherPlace(world, 'constable', 'health', 'health')
const atClinic = await inAnotherPlace(world, 'constable', 'clinic', 'clinic')
beforeEach(() => clock.set(now))

/** Referred by the midwife; she agreed to Lantern, health and housing, and refused the police. */
async function givenCase() {
  const { caseId } = await givenSubmitted(world, { by: 'midwife' })
  const params = { caseId: caseId ?? '' }
  const file = await done(as.midwife, readCase, { params })
  const limits = (await done(as.midwife, listLimits, { params })).items
  const limitId = limits.find(({ agencyId }) => agencyId === agencies.police)?.id ?? ''
  return { params, caseId: params.caseId, reference: file.reference, limitId }
}

it('ACC-8 nobody lifts or confirms her no to an agency in which he has a place, whatever place he acts in', async () => {
  const { params, limitId } = await givenCase()
  const own = async (who: typeof atHealth) =>
    (await done(who, listLimits, { params })).items.find(({ id }) => id === limitId)?.own
  expect([await own(atHealth), await own(as.midwife)]).toEqual([true, false])
  const limit = { params: { limitId } }
  const lift = { ...limit, body: { words: 'She said so' } }
  expect(await refusalOf(world, tables, atHealth, liftLimit, lift)).toEqual([403, 'limit.own'])
  expect(await refusalOf(world, tables, atHealth, confirmLimit, { ...limit, body: {} })).toEqual([
    403,
    'limit.own',
  ])
  const agreed = [agencies.lantern, agencies.health, agencies.police]
  const given = {
    givenOn: '2026-03-31',
    until: '2027-03-31',
    takenBy: people.constable.name,
    lifts: [limitId],
  }
  const body = consentTo(agreed, given).given ?? {}
  expect(await refusalOf(world, tables, atHealth, recordConsent, { params, body })).toEqual([
    422,
    'answers.incomplete',
  ])
  await done(as.midwife, liftLimit, lift)
})

it('ACC-8 ACC-7 nobody of a refused agency opens it in an emergency through another place', async () => {
  const { params, reference } = await givenCase()
  const ask = async () =>
    done(atClinic, askEmergencyAccess, { body: { ...askEmergencyAccess.example, reference } })
  const asked = await ask()
  expect(asked).toMatchObject({
    bar: 'she_refused',
    limits: [{ kind: 'agency', words: null, passed: false }],
  })
  const call = { params: { accessId: asked.id } }
  const refused = await refusalOf(
    world,
    [...tables, 'emergency_accesses'],
    atClinic,
    openEmergencyAccess,
    call,
  )
  expect(refused).toEqual([409, 'limit.stands'])
  expect((await atClinic(readCase, { params })).status).toBe(404)

  // By name: what is heard where there is no file.
  const { id } = await done(atClinic, askByName, { body: askByName.example })
  const answer = { params: { requestId: id }, body: { caseId: params.caseId }, version: 1 }
  expect(await refusalOf(world, ['emergency_requests'], as.coordinator, answerByName, answer)).toEqual([
    409,
    'limit.stands',
  ])
})

it('ACC-8 ACC-7 an emergency that is open through another place ends as she says no to the other agency', async () => {
  const { caseId } = await givenSubmitted(world, { by: 'midwife', refuses: [] })
  const params = { caseId: caseId ?? '' }
  const { reference } = await done(as.midwife, readCase, { params })
  const { id } = await done(atClinic, askEmergencyAccess, {
    body: { ...askEmergencyAccess.example, reference },
  })
  await done(atClinic, openEmergencyAccess, { params: { accessId: id } })
  expect((await atClinic(readCase, { params })).status).toBe(200)
  const body = { kind: 'agency' as const, agencyId: agencies.police, saidOn: '2026-03-31' }
  await done(as.midwife, recordLimit, { params, body })
  expect((await atClinic(readCase, { params })).status).toBe(404)
})

it('ACC-9 ACC-8 who has a place in an agency that she refused steps out, whatever place he comes in', async () => {
  const item = await meetings.listed({ agrees: ['lantern', 'health', 'housing'], refuses: ['police'] })
  const params = { meetingId: item.meetingId }
  await meetings.sign(item.meetingId, 'chair', 'coordinator', 'housing', 'health')
  await done(atHealth, signMeeting, { params, body: { agreed: true } })
  await done(as.chair, openMeeting, { params, body: {}, version: 1 })
  const { stepOut } = await done(as.coordinator, readItem, { params: { itemId: item.itemId } })
  expect(stepOut).toMatchObject([{ name: people.constable.name, agencyId: agencies.health, why: 'refused' }])
})

it('ACC-8 who moves in the middle decides nothing for the agency that gains: of it as it was asked, as he decides, or as it would open', async () => {
  const { params, limitId } = await givenCase()
  const pastLimits = [{ limitId, why: 'He has found her.', tellHer: 'By her midwife' }]
  const without = withoutConsent([agencies.police], { reviewOn: '2026-06-30' }).without
  const email = 'detective@police.example'
  const joins = async (agency: 'police' | 'health', who: string, more = {}) => {
    const body = { email: who, name: 'Sam Reed', agencyId: agencies[agency], role: 'practitioner' as const }
    await done(as[agency], addMember, { body: { ...body, ...more } })
    return world.signIn(who)
  }
  await joins('police', email)
  await done(as.midwife, recordWithoutConsent, { params, body: { ...without, pastLimits } })
  const [override] = (await done(as.midwife, listOverrides, { params })).items
  const deciding = { params: { overrideId: override?.id ?? '' }, body: { yes: true, words: 'Her life.' } }

  // He leaves the police, whose he was as it was asked, and leads at health.
  clock.set('2026-03-31T19:21:00Z')
  const place = (await done(as.police, listMembers)).items.find((member) => member.email === email)
  await done(as.police, endMembership, { params: { memberId: place?.id ?? '' }, body: { reason: 'Moved' } })
  const moved = await joins('health', email, { role: 'lead_member', safeguardingLead: true })
  clock.set('2026-03-31T19:22:00Z')
  expect((await moved(readCase, { params })).status).toBe(200)
  expect(await refusalOf(world, tables, moved, decideOverride, deciding)).toEqual([403, 'override.not_yours'])

  // The lead of health decides, and joins the police before the other does: what she decided does not count any more.
  await done(as.health, decideOverride, deciding)
  await joins('police', emailOf('health'))
  clock.set('2026-03-31T19:23:00Z')
  expect(await done(as.coordinator, decideOverride, deciding)).toMatchObject({ state: 'asked' })
  expect((await as.constable(readCase, { params })).status).toBe(404)
})
