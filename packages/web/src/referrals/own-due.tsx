import { useCalendar } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { useNow } from '../time/now.ts'
import { momentWords } from '../time/words.ts'

/** When my agency’s answer is due; or that its clock rests while the referrer is asked (REF-13). */
export function OwnDue({ at, restsUntil }: { at: string; restsUntil: string | null }) {
  const calendar = useCalendar()
  const now = useNow()
  if (!restsUntil || Date.parse(restsUntil) <= now.epochMilliseconds) return <Due at={at} />
  return `Asked; rests until ${momentWords(calendar, restsUntil)} at the latest`
}
