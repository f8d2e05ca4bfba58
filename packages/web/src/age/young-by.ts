import { bornOf, isBirth } from '@alongside/shared/age/birth'
import { mayBeUnder18 } from '@alongside/shared/age/rules'
import type { Age } from '@alongside/shared/age/schema'

/** REF-3: the first answer by which she is or may be under 18: what to do now stands right after it; null: she is not. */
export function youngBy(age: Age, today: string): 'born' | 'stated' | 'belief' | null {
  const { born = '', stated, statedOn } = age
  const known = bornOf(born)
  if (isBirth(known) && mayBeUnder18({ born: known }, today)) return 'born'
  if (stated && mayBeUnder18({ stated, ...(statedOn && { statedOn }) }, today)) return 'stated'
  return age.belief === 'may_be_under_18' ? 'belief' : null
}
