import type { attendedAs } from '@alongside/shared/attendance/rules'
import { attendedWords } from '@alongside/shared/attendance/words'
import { useCalendar } from '../session/partnership.ts'
import { stayWords } from './stay-words.ts'

/** MTG-6: from when to when somebody was in the room; who still is, since when. */
export function Stayed({ from, until }: { from: string; until: string | null }) {
  return <span className="app-nowrap">{stayWords(useCalendar(), { from, until })}</span>
}

interface Person {
  name: string
  agencyName: string
  as: ReturnType<typeof attendedAs> | null
  from: string | null
  until: string | null
}

/** Who attended, as what, and for how long. */
export function Attended({ person: { name, agencyName, as, from, until } }: { person: Person }) {
  return (
    <>
      {name}, {agencyName}
      {as && ` (${attendedWords[as]})`}
      {from && (
        <>
          , <Stayed from={from} until={until} />
        </>
      )}
    </>
  )
}
