import type { Case } from '@alongside/shared/cases/contract'
import type { HistoryEntry } from '@alongside/shared/cases/history'
import { useCalendar } from '../session/partnership.ts'
import { momentWords } from '../time/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { ofEachFile } from './files.ts'
import { type HistoryGroup, historyGroups } from './history-groups.ts'
import { historyWords } from './history-words.ts'

export function CaseTimeline({ file }: { file: Case }) {
  // A join stands in the histories of both; here it is told once.
  const entries = ofEachFile(file, (one) =>
    one.timeline.filter(({ subject }) => one.id === file.id || subject !== 'joined_files'),
  )
  if (entries.length === 0)
    return <EmptyState title="Nothing has changed yet">Each change of the case will stand here.</EmptyState>
  return <HistoryTimeline entries={entries} />
}

type Entry = HistoryEntry & { fileReference?: string | null }

/** REF-11: newest first, each with who, when, why. */
export function HistoryTimeline({
  entries,
  headingLevel = 2,
}: {
  entries: readonly Entry[]
  headingLevel?: 2 | 3
}) {
  const calendar = useCalendar()
  return (
    <Timeline
      headingLevel={headingLevel}
      items={historyGroups(entries).map((group) => ({
        key: group[0].id,
        title: historyWords(calendar, group[0]),
        by: [group[0].by, group[0].agencyName, fileWords(group[0])].filter(Boolean).join(', '),
        dateTime: group[0].at,
        when: momentWords(calendar, group[0].at),
        children: <Rest group={group} />,
      }))}
    />
  )
}

const fileWords = ({ fileReference }: Entry) => fileReference && `file ${fileReference}`

function Rest({ group }: { group: HistoryGroup }) {
  const calendar = useCalendar()
  const [first, ...others] = group
  return (
    <>
      {first.reason && <p className="app-as-typed">{first.reason}</p>}
      {others.map((entry) => (
        <p key={entry.id} className="app-as-typed app-quiet">
          {historyWords(calendar, entry)}
          {entry.reason && entry.reason !== first.reason && `\n${entry.reason}`}
        </p>
      ))}
    </>
  )
}
