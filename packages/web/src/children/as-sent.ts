import { bornOf, isBirth } from '@alongside/shared/age/birth'
import type { ChildSaid } from '@alongside/shared/children/schema'

/** As it is sent: of a date the part that is known. */
export function asSent({ born, due, ...child }: ChildSaid): ChildSaid {
  const known = (typed: string | undefined) => (typed && isBirth(bornOf(typed)) ? bornOf(typed) : typed)
  return { ...child, ...(born && { born: known(born) }), ...(due && { due: known(due) }) } as ChildSaid
}
