import { readCase } from '@alongside/shared/cases/contract'
import { recordWithoutConsent } from '@alongside/shared/consent/contract'
import type { Body } from '@alongside/shared/contract'
import { decideOverride, listLimits, listOverrides } from '@alongside/shared/limits/contract'
import { saveOnCall } from '@alongside/shared/oncall/contract'
import { listMembers } from '@alongside/shared/partnerships/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { withoutConsent } from '../src/demo/answers.ts'
import type { PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import { givenSubmitted } from './given.ts'
import { refusalOf } from './standing.ts'
import { openEastmarsh } from './world.ts'

/** What nobody who is refused may have changed. */
export const overrideTables = [
  'limits',
  'sharing_grants',
  'without_consents',
  'limit_overrides',
  'limit_decisions',
  'emergency_accesses',
]
export type Sharing = Body<typeof recordWithoutConsent>

/** Both partnerships at that moment, and what is asked and decided past a no of hers (ACC-8). */
export async function openOverrides(now: string) {
  const world = await openEastmarsh(now)
  const { as, agencies } = world

  /** Referred by the midwife; she agreed to Lantern, health and housing, and refused the police. */
  async function givenCase(given: Parameters<typeof givenSubmitted>[1] = { by: 'midwife' }) {
    const { caseId } = await givenSubmitted(world, given)
    return { caseId: caseId ?? '', params: { caseId: caseId ?? '' } }
  }
  const sees = async (who: PersonName, caseId: string) =>
    (await as[who](readCase, { params: { caseId } })).status
  const saidTo = async (caseId: string, agencyId: string, who: PersonName = 'midwife') =>
    (await done(as[who], listLimits, { params: { caseId } })).items.find(
      (limit) => limit.agencyId === agencyId && !limit.liftedAt,
    )?.id ?? ''
  const sharing = (shared: string[], more: Partial<Sharing> = {}): Sharing => ({
    ...withoutConsent(shared, { reviewOn: '2026-06-30' }).without,
    ...more,
  })

  async function ask(caseId: string, more: Partial<Sharing> = {}, who: PersonName = 'midwife') {
    const limitId = await saidTo(caseId, agencies.police, who)
    const pastLimits = [{ limitId, why: 'He has found her.', tellHer: 'By her midwife, tomorrow.' }]
    await done(as[who], recordWithoutConsent, {
      params: { caseId },
      body: sharing([agencies.police], { pastLimits, ...more }),
    })
    const [override] = await overridesOn(caseId, who)
    if (!override) throw new Error('nothing was asked')
    return { override, params: { overrideId: override.id } }
  }
  const overridesOn = async (caseId: string, who: PersonName = 'midwife') =>
    (await done(as[who], listOverrides, { params: { caseId } })).items
  const saying = (yes: boolean) => ({ yes, words: 'The risk is to her life.' })
  const decide = (who: PersonName, overrideId: string, yes = true) =>
    as[who](decideOverride, { params: { overrideId }, body: saying(yes) })
  const refusal = (who: PersonName, overrideId: string, yes = true) =>
    refusalOf(world, overrideTables, as[who], decideOverride, { params: { overrideId }, body: saying(yes) })
  const told = async (who: PersonName, kind: string, subjectId: string) => {
    await world.runJobs()
    const { items } = await done(as[who], listNotifications)
    return items.filter((notice) => notice.kind === kind && notice.subjectId === subjectId).length
  }
  const waitsFor = async (who: PersonName, overrideId: string) =>
    (await done(as[who], readMyWork)).overridesToDecide.some(({ id }) => id === overrideId)

  let onCallVersion = 0
  /** The lettings officer answers for Harbour Homes, day and night. */
  async function onCall() {
    const { items } = await done(as.housing, listMembers)
    const place = items.find(({ email }) => email === 'lettings@alongside.example')
    const { version } = await done(as.housing, saveOnCall, {
      version: onCallVersion,
      body: {
        entries: [
          {
            name: 'Duty officer',
            telephone: '07700 900123',
            days: [1, 2, 3, 4, 5, 6, 7],
            from: '08:00',
            until: '08:00',
            membershipId: place?.id ?? null,
          },
        ],
      },
    })
    onCallVersion = version
  }

  return {
    ...world,
    world,
    givenCase,
    sees,
    saidTo,
    sharing,
    ask,
    overridesOn,
    saying,
    decide,
    refusal,
    told,
    waitsFor,
    onCall,
  }
}
