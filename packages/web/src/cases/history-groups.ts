import type { HistoryEntry } from '@alongside/shared/cases/history'

/** What one person changed of one thing at one moment: an action with its owner and its date, for instance. */
export type HistoryGroup = readonly [HistoryEntry, ...HistoryEntry[]]

/** Newest first; in a group the state leads. Ids are in the order in which things were written down. */
export function historyGroups(entries: readonly HistoryEntry[]): HistoryGroup[] {
  const groups: [HistoryEntry, ...HistoryEntry[]][] = []
  const written = (a: HistoryEntry, b: HistoryEntry) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id)
  for (const entry of entries.toSorted(written)) {
    const group = groups.at(-1)
    if (group && belongs(entry, group)) group.push(entry)
    else groups.push([entry])
  }
  return groups.toReversed().map(stateFirst)
}

/** The next step of the same thing; one that begins anew is another thing of its kind. */
function belongs(entry: HistoryEntry, group: HistoryGroup): boolean {
  const [first] = group
  const same = (['at', 'by', 'agencyName', 'subject'] as const).every((key) => entry[key] === first[key])
  const before = group.findLast(({ field }) => field === entry.field)
  return same && (before === undefined || (entry.from !== null && before.to === entry.from))
}

function stateFirst(group: HistoryGroup): HistoryGroup {
  const state = group.find(({ field }) => field === 'state') ?? group[0]
  return [state, ...group.filter((entry) => entry !== state)]
}
