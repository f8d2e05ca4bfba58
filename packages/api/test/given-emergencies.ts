import { readCase } from '@alongside/shared/cases/contract'
import { askEmergencyAccess } from '@alongside/shared/emergency-access/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import type { PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import { givenSubmitted } from './given.ts'
import { openEastmarsh } from './world.ts'

const begins = '2026-03-31T19:20:00Z'
export const reason = 'She is in custody, unwell, and alone; we need to know whom to call.'
export const emergencyTables = [
  'emergency_accesses',
  'sharing_grants',
  'consents',
  'limits',
  'without_consents',
]

/** A world in which cases are opened in an emergency. */
export async function openEmergencies() {
  const world = await openEastmarsh(begins)
  const { as, clock, agencies } = world

  async function givenCase(given: Parameters<typeof givenSubmitted>[1] = {}) {
    clock.set(begins)
    const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'], refuses: [], ...given })
    const params = { caseId: caseId ?? '' }
    const { reference, consents } = await done(as.outreach, readCase, { params })
    return { params, caseId: params.caseId, reference, consentId: consents[0]?.id ?? '' }
  }
  const ask = (who: PersonName, reference: string) =>
    done(as[who], askEmergencyAccess, { body: { reference, reason } })
  const told = async (who: PersonName, kind: string, subjectId: string) => {
    await world.runJobs()
    const { items } = await done(as[who], listNotifications, { query: { limit: 100 } })
    return items.filter((notice) => notice.kind === kind && notice.subjectId === subjectId).length
  }
  const statusOf = async (who: PersonName, caseId: string) =>
    (await as[who](readCase, { params: { caseId } })).status

  return { world, as, clock, agencies, givenCase, ask, told, statusOf }
}
