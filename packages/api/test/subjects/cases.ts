import { recordDeath } from '@alongside/shared/cases/holding-contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { done } from '../../src/demo/found.ts'
import { givenSubmitted } from '../given.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'
import type { Subjects } from './subject.ts'

export async function arrangeCases(world: Eastmarsh, { caseId }: Ground) {
  const { as, rows } = world
  const referenceOf = async (id: string) => {
    const [case_] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [id])
    return case_!.reference
  }
  // Of somebody who refused nobody: an emergency opens it to whoever may take one.
  const another = await givenSubmitted(world, { refuses: [] })
  const joinedCaseId = another.caseId ?? ''
  const join = await done(as.coordinator, joinFiles, {
    params: { caseId },
    body: { joinedCaseId, reason: 'The same woman' },
  })
  // Of a case that nothing else rests on: what is held is listed nowhere.
  const held = await givenSubmitted(world, { refuses: [] })
  const hold = await done(as.outreach, recordDeath, {
    params: { caseId: held.caseId ?? '' },
    body: { knownBy: 'The hospital rang' },
  })
  return {
    joinId: join.id,
    holdId: hold.id,
    heldCaseId: held.caseId ?? '',
    caseReference: await referenceOf(caseId),
    spareReference: await referenceOf(joinedCaseId),
  }
}

export const caseSubjects = {
  caseId: { bound: 'case', params: ({ caseId }) => ({ caseId }) },
  joinId: { bound: 'case', params: ({ joinId }) => ({ joinId }) },
  // Held already: what most subjects stand on goes on.
  recordDeath: { bound: 'case', params: ({ heldCaseId }) => ({ caseId: heldCaseId }) },
  holdId: { bound: 'case', params: ({ holdId }) => ({ holdId }) },
} satisfies Subjects
