import type { Proceedings } from '@alongside/shared/minutes/contract'
import { proceedingsWords } from '@alongside/shared/minutes/words'
import { Stayed } from '../attendance/attended.tsx'
import { Moment } from '../time/moment.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

/** MTG-8: how the meeting was held. */
export function HowHeld({ proceedings }: { proceedings: Proceedings }) {
  const { chair, beganAt, endedAt, apologies, nextMeetingAt } = proceedings
  const words = {
    chair: `${chair.name}, ${chair.agencyName}`,
    held: <Stayed from={beganAt} until={endedAt} />,
    apologies: apologies.join('; ') || 'None',
    next: nextMeetingAt ? <Moment at={nextMeetingAt} /> : 'Not planned yet',
  }
  return <SummaryList rows={proceedingsWords.map(({ key, label }) => ({ key: label, value: words[key] }))} />
}
