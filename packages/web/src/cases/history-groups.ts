import type { HistoryEntry } from '@alongside/shared/referrals/schema'

/** What one person changed of one thing at one moment: an action with its owner and its date, for instance. */
export type HistoryGroup = readonly [HistoryEntry, ...HistoryEntry[]]

const order = ['state', 'light', 'owner', 'due', 'meeting'] as const satisfies HistoryEntry['field'][]

/** Newest first; in a group the state leads. */
export function historyGroups(entries: readonly HistoryEntry[]): HistoryGroup[] {
  const groups = new Map<string, [HistoryEntry, ...HistoryEntry[]]>()
  for (const entry of entries.toSorted((a, b) => order.indexOf(a.field) - order.indexOf(b.field))) {
    const key = [entry.at, entry.by, entry.agencyName, entry.subject].join(' ')
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return [...groups.values()].toSorted(([a], [b]) => b.at.localeCompare(a.at))
}
