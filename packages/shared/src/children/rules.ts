import { type Asking, isTrueOf } from '../access.ts'
import { birthDays, isBirth } from '../age/birth.ts'
import { agesApart, agesOn, yearsInWords } from '../age/rules.ts'
import { type Years, yearsOf } from '../age/stated.ts'
import type { PlaceIn } from '../faults.ts'
import type { Fault } from '../problems.ts'
import type { ChildRow, ChildSaid, ChildTold } from './schema.ts'
import type { ChildBand } from './values.ts'

type Aged = Pick<ChildTold, 'born' | 'stated' | 'statedOn' | 'unborn'>

/** How old a child may be on a local day; null: not known, or not born yet. */
export function agesOfChild({ born, stated, statedOn, unborn }: Aged, day: string): Years | null {
  if (unborn) return null
  const said = stated?.trim()
  return agesOn(
    {
      ...(isBirth(born) && { born }),
      ...(said && yearsOf(said) && { stated: said, ...(statedOn && { statedOn }) }),
    },
    day,
  )
}

/** CHD-1: the band in which a child is counted on a local day. Ages that reach over two bands are not known. */
export function childBand(child: Aged, day: string): ChildBand {
  if (child.unborn) return 'unborn'
  const years = agesOfChild(child, day)
  if (!years) return 'not_known'
  const [from, to] = [bandOfYears(years.from), bandOfYears(years.to)]
  return from === to ? from : 'not_known'
}

function bandOfYears(years: number): ChildBand {
  if (years < 1) return 'under_1'
  if (years < 5) return '1_to_4'
  if (years < 10) return '5_to_9'
  if (years < 16) return '10_to_15'
  return years < 18 ? '16_to_17' : '18_or_over'
}

/** SAF-1: at risk, or thought to be. */
export const isChildAtRisk = ({ atRisk }: Pick<ChildTold, 'atRisk'>): boolean =>
  atRisk === 'yes' || atRisk === 'suspected'

/** CHD-1: why nobody asks her about this child again; null: she may be asked. */
export function whyNotAskHer(
  child: Pick<ChildSaid, 'died' | 'involvement' | 'doNotAskHer'>,
): 'died' | 'adopted' | 'she_said_so' | null {
  if (child.died) return 'died'
  if (child.involvement === 'adopted') return 'adopted'
  return child.doNotAskHer ? 'she_said_so' : null
}

const blank = (text: string | undefined) => !text?.trim()
const isUntold = ({ calledName, born, stated, unborn, due, whose }: ChildSaid) =>
  blank(calledName) && blank(born) && blank(stated) && !unborn && blank(due) && !whose

type Said = ChildSaid & Pick<ChildTold, 'statedOn'>
type Says = (place: PlaceIn<ChildSaid>, code: string, detail: string) => void

/** CHD-1, REF-5: what a child lacks, and what cannot be right. An age is that of its day, today where it is said anew. `riskIsSaid`: what puts a child at risk stands beside it. `today`: local date. */
export function childFaults(child: Said, today: string, riskIsSaid: boolean): Fault[] {
  const faults: Fault[] = []
  const say: Says = (place, code, detail) => void faults.push({ pointer: `/${place}`, code, detail })
  if (isUntold(child))
    say('calledName', 'missing', 'Write what the child is called, an age, or that the child is not born yet')
  if (child.unborn) unbornFaults(child, today, say)
  else bornFaults(child, today, say)
  if (child.died && isChildAtRisk(child))
    say('atRisk', 'contradiction', 'You say that this child has died, and is at risk: which is right?')
  if (isChildAtRisk(child) && blank(child.risk) && !riskIsSaid)
    say('risk', 'missing', 'Say what puts this child at risk')
  return faults
}

function bornFaults({ born, stated, statedOn }: Said, today: string, say: Says) {
  if (!blank(born) && !isBirth(born))
    say('born', 'unfinished', 'Write the date of birth with its year, or leave it out and say the age')
  else if (isBirth(born) && (birthDays(born)?.first ?? '') > today)
    say(
      'born',
      'contradiction',
      'A date of birth cannot be to come: tick “not born yet”, or look at it again',
    )
  if (!blank(stated) && !yearsOf(stated?.trim() ?? ''))
    say('stated', 'contradiction', 'Write the age in digits: 6, about 6, or 5 to 7')
  const apart = agesApart(
    { ...(born && { born }), ...(stated && { stated, ...(statedOn && { statedOn }) }) },
    today,
  )
  if (apart)
    say(
      'stated',
      'contradiction',
      `By the date of birth this child is ${yearsInWords(apart.byBirth)}, by the age ${yearsInWords(apart.byStated)}: which is right?`,
    )
}

/** How long before a birth it is known, and after it was due a form may still be written; in days. */
const carried = { before: 310, after: 60 }

function unbornFaults({ born, due }: ChildSaid, today: string, say: Says) {
  if (!blank(born))
    say('born', 'contradiction', 'You say that the child is not born yet: look at the date again')
  if (blank(due)) return
  if (!isBirth(due))
    return say('due', 'unfinished', 'Write when the child is due with its year, or leave it out')
  const days = birthDays(due)
  const day = Temporal.PlainDate.from(today)
  if (days && days.last < day.subtract({ days: carried.after }).toString())
    say('due', 'contradiction', 'By this date the child should be born: give the date of birth instead')
  if (days && days.first > day.add({ days: carried.before }).toString())
    say('due', 'contradiction', 'That is too far off: look at the date again')
}

/** What a form says of children, as the referral's schema has it. */
interface OnForm {
  atRisk?: string
  risk?: string
  rows?: readonly ChildRow[]
}

/** The row of a child of whom a form says only that there is one at risk. The same on every form: a row's id is its form's alone. */
export const unnamedChildId = '00000000-0000-7000-8000-00000000c41d'

/**
 * CHD-1, SAF-1: the children of a form as they come onto the case. Where a child is at risk and none of them is said to be,
 * one is not named yet: each notification names a child. `risk`: what it rests on otherwise, such as an indicator's words.
 */
export function childrenOfForm(form: OnForm, atRisk: boolean, risk: string): ChildRow[] {
  const rows = (form.rows ?? []).map((row) => {
    if (isChildAtRisk(row) && blank(row.risk) && !blank(form.risk)) return { ...row, risk: form.risk ?? '' }
    return row
  })
  if (!atRisk || rows.some(isChildAtRisk)) return rows
  const words = blank(form.risk) ? risk : (form.risk ?? '')
  return [
    ...rows,
    { id: unnamedChildId, atRisk: 'yes', whose: 'not_known', ...(words.trim() && { risk: words }) },
  ]
}

/** Whether two children, of two files of one person, may be the same: called alike, and of an age that can be one. `day`: local date. */
export function mayBeSameChild(one: ChildTold, other: ChildTold, day: string): boolean {
  const [a, b] = [agesOfChild(one, day), agesOfChild(other, day)]
  const agesMeet = !a || !b || (a.from <= b.to && b.from <= a.to)
  if (one.unborn && other.unborn) return true
  if (blank(one.calledName) || blank(other.calledName)) return false
  return agesMeet && folded(one.calledName) === folded(other.calledName)
}

const folded = (name = '') =>
  name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLocaleLowerCase('en-GB')

/** CHD-1: a child's address and school are for leads; children's social care reads them as the front door, whoever asks there. */
export const readsPlaces = (
  asking: Pick<Asking, 'role' | 'agencyId'>,
  door: { agencyId: string | null },
): boolean => isTrueOf('leads', asking.role) || (door.agencyId !== null && door.agencyId === asking.agencyId)
