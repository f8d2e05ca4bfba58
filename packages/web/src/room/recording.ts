import { account } from '@alongside/shared/limits'
import { readItem, recordItem } from '@alongside/shared/room/addresses'
import type { AgendaItem, ItemRecord } from '@alongside/shared/room/schema'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Held } from '../autosave/engine.ts'
import { tooLong } from '../autosave/too-long.ts'
import { type Saving, useAutosave } from '../autosave/use-autosave.ts'
import { keyOf } from '../client/hooks.ts'
import { request } from '../client/session.ts'

export const parts = [
  'riskPlan',
  'supportPlan',
  'decisions',
  'whoTellsHer',
] as const satisfies (keyof ItemRecord)[]
/** What the room writes down: the plan is amended line by line (PLN-1), and its one text of old read where there is one. */
export const partsWritten = (record: ItemRecord, unsaved: readonly string[]): Part[] =>
  parts.filter((part) => !(part in asPlan) || Boolean(record[part]) || unsaved.includes(part))
const asPlan = { riskPlan: 'risk', supportPlan: 'need' }

export type Part = (typeof parts)[number]

export const partWords = {
  riskPlan: { label: 'Risk management plan', hint: 'What makes her safer now, who does it, and from when.' },
  supportPlan: {
    label: 'Support plan',
    hint: 'The whole of it: safety, a home, health, money, people, and exit where she wants it.',
  },
  decisions: { label: 'Decisions', hint: undefined },
  whoTellsHer: { label: 'Who tells her', hint: 'Who tells her what, when, and how it is safe.' },
} as const satisfies Record<Part, { label: string; hint: string | undefined }>

export const partLabel = (part: string): string => partWords[part as Part].label

const heldOf = ({ record, version }: AgendaItem): Held => ({ fields: record, version })

/** MTG-7: the item's record, written as it is typed, each part by itself. */
export function useRecording(item: AgendaItem): Saving | null {
  const queries = useQueryClient()
  const asked = { params: { itemId: item.id } }
  const server = useMemo(() => heldOf(item), [item])
  return useAutosave({
    name: `item ${item.id}`,
    title: `Record of case ${item.caseReference}`,
    labelOf: partLabel,
    server,
    send: async (body, { version }) => {
      const reply = await request(recordItem, { ...asked, version, body })
      // A live reading that is under way knows only the version before.
      await queries.cancelQueries({ queryKey: keyOf(readItem, asked) })
      queries.setQueryData(keyOf(readItem, asked), reply)
      return heldOf(reply)
    },
    read: async () => {
      const read = await request(readItem, asked)
      queries.setQueryData(keyOf(readItem, asked), read)
      return heldOf(read)
    },
    faultOf: (_, words) => tooLong(words, account),
    fieldAt: (pointer) => pointer.slice(1),
  })
}
