import type { Case } from '@alongside/shared/cases/contract'
import type { HistoryEntry } from '@alongside/shared/referrals/schema'
import { useCalendar } from '../session/partnership.ts'
import { momentWords } from '../time/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { historyWords } from './history-words.ts'

export function CaseTimeline({ file }: { file: Case }) {
  if (file.timeline.length === 0)
    return <EmptyState title="Nothing has changed yet">Each change of the case will stand here.</EmptyState>
  return <HistoryTimeline entries={file.timeline} />
}

/** REF-11: newest first, each with who, when, why. */
export function HistoryTimeline({
  entries,
  headingLevel = 2,
}: {
  entries: readonly HistoryEntry[]
  headingLevel?: 2 | 3
}) {
  const calendar = useCalendar()
  return (
    <Timeline
      headingLevel={headingLevel}
      items={entries
        .toSorted((a, b) => b.at.localeCompare(a.at))
        .map((entry) => ({
          key: entry.id,
          title: historyWords(calendar, entry),
          by: `${entry.by}, ${entry.agencyName}`,
          dateTime: entry.at,
          when: momentWords(calendar, entry.at),
          children: entry.reason && <p className="app-as-typed">{entry.reason}</p>,
        }))}
    />
  )
}
