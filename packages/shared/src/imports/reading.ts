import type { PlacedRole } from '../access.ts'
import type { WorkingCalendar } from '../calendar.ts'
import type { ProblemCode } from '../problems.ts'
import type { Vocabulary } from './columns.ts'

/** What stands already: a row may name it, or may not be it a second time. */
export interface ImportContext extends Vocabulary {
  calendar: WorkingCalendar
  today: string
  /** The agency that runs the meeting, to which every imported referral went. */
  convenes: string | null
  /** ACC-10: why whoever imports may not offer somebody that place; null when she may. */
  whyNotGive: (email: string, agencyId: string, role: PlacedRole) => ProblemCode | null
  /** How many places people hold. */
  places: number
  /** The agencies that see the case of a reference now; undefined: there is no such case. */
  seenBy: (reference: string) => ReadonlySet<string> | undefined
  /** `reference agencyId day` of the referrals that stand on those cases. */
  referred: ReadonlySet<string>
}

/** What the readers of single rows need to know of the others. */
export interface Reading extends ImportContext {
  agencyNamed: (name: string) => string | undefined
  /** The row on which the same stood before; keeps this one otherwise. */
  before: (what: string, row: number) => number | undefined
  note: (row: number, says: string) => void
}
