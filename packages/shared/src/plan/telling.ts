import type { PlanWording } from './schema.ts'
import { planAreaWords, planPartWords } from './words.ts'

/** What a line is about, as a heading: its part, and its area where it has one. */
export const headingOf = ({ part, area }: Pick<PlanWording, 'part' | 'area'>): string =>
  area ? `${planPartWords[part]}: ${planAreaWords[area].toLowerCase()}` : planPartWords[part]

interface Told {
  state: PlanWording['state']
  leadAgencyName: string | null
  lookAgainOn: string | null
  sinceLast?: boolean
}

/** Who leads a line, until when it is looked at again, and that it is new, in one line. */
export const toldOf = (
  { state, leadAgencyName, lookAgainOn, sinceLast }: Told,
  dayWords: (day: string) => string,
): string =>
  [
    state === 'proposed' && 'Proposed, not agreed yet',
    leadAgencyName && `${leadAgencyName} leads`,
    lookAgainOn && `looked at again by ${dayWords(lookAgainOn)}`,
    sinceLast && 'changed since last time',
  ]
    .filter(Boolean)
    .join(' · ')
