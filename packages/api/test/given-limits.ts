import { readCase } from '@alongside/shared/cases/contract'
import { recordConsent } from '@alongside/shared/consent/contract'
import type { Body, Contract } from '@alongside/shared/contract'
import { listLimits } from '@alongside/shared/limits/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { consentTo } from '../src/demo/answers.ts'
import type { AgencyName, PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import type { Call } from '../src/in-process.ts'
import { givenSubmitted } from './given.ts'
import { refusalOf } from './standing.ts'
import { openEastmarsh } from './world.ts'

export const now = '2026-03-31T19:20:00Z'

/** A world in which she refuses, agrees and withdraws, and what is asked of it. */
export async function openLimits() {
  const world = await openEastmarsh(now)
  const { as, agencies, rows } = world
  const tables = ['limits', 'consents', 'sharing_grants', 'without_consents', 'history']
  const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
    refusalOf(world, tables, as[who], operation, call)

  async function givenCase(given: Parameters<typeof givenSubmitted>[1] = {}) {
    const { caseId, id } = await givenSubmitted(world, given)
    return { caseId: caseId ?? '', params: { caseId: caseId ?? '' }, referralId: id }
  }
  const sees = async (who: PersonName, caseId: string) =>
    (await as[who](readCase, { params: { caseId } })).status
  const limitsOn = async (caseId: string, who: PersonName = 'outreach') =>
    (await done(as[who], listLimits, { params: { caseId } })).items
  const standingOn = async (caseId: string, who: PersonName = 'outreach') =>
    (await limitsOn(caseId, who)).filter(({ liftedAt }) => !liftedAt)
  const agreeing = (agreed: AgencyName[], more: Partial<Body<typeof recordConsent>> = {}) => ({
    ...consentTo(
      agreed.map((name) => agencies[name]),
      { givenOn: '2026-03-31', until: '2026-06-30' },
    ).given,
    leavesOut: Object.values(agencies),
    ...more,
  })
  const told = async (who: PersonName, kind: string, caseId: string) => {
    await world.runJobs()
    const { items } = await done(as[who], listNotifications)
    return items.filter((notice) => notice.kind === kind && notice.subjectId === caseId).length
  }

  return { world, as, agencies, rows, refusal, givenCase, sees, limitsOn, standingOn, agreeing, told }
}
