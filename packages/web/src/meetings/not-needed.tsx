import { notNeededSentence } from '@alongside/shared/agenda/stepping-out'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { useCalendar } from '../session/partnership.ts'
import { timeWords } from '../time/words.ts'
import { InsetText } from '../ui/inset-text.tsx'

const waiting = {
  in_person: 'The chair asks you out, and calls you back in.',
  online: 'You wait in the waiting room, and the chair lets you in again.',
  hybrid: 'You step out or wait in the waiting room, and the chair calls you back.',
  phone: 'You leave the call, and the chair calls you back.',
} as const satisfies Record<Meeting['mode'], string>

/** ACC-9: to who steps out, about when; no more than that (ACC-6). */
export function NotNeeded({ meeting }: { meeting: Pick<Meeting, 'notNeeded' | 'mode'> }) {
  const calendar = useCalendar()
  const sentence = notNeededSentence(meeting.notNeeded, (at) => timeWords(calendar, at))
  if (!sentence) return null
  return (
    <InsetText>
      {sentence} {waiting[meeting.mode]}
    </InsetText>
  )
}
