import {
  type DraftedItem,
  editMinutedItem,
  type MinutesDraft,
  readMinutesDraft,
} from '@alongside/shared/minutes/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { keyOf, request } from '../client.ts'
import { saidBy } from '../room/contributions.tsx'
import { partWords } from '../room/record-part.tsx'
import { refusalWords } from '../sending/refused.tsx'
import { useCalendar } from '../session/partnership.ts'
import { timeWords } from '../time/words.ts'
import { SavedState } from '../ui/saved-state.tsx'
import { itemEdit, partsOf, wordsOfItem } from './drafting.ts'
import { MinutedCase } from './minuted-case.tsx'
import { type Drafting, useDrafting } from './use-drafting.ts'
import { WordedField } from './worded-field.tsx'

type Props = {
  item: DraftedItem
  meetingId: string
  tellUnsafe: (id: string, waiting: boolean) => void
}

/** One case of the draft: what may be worded in fields, her voice and the actions as they are. */
export function Drafted({ item, meetingId, tellUnsafe }: Props) {
  const queries = useQueryClient()
  const key = keyOf(readMinutesDraft, { params: { meetingId } })
  const saved = wordsOfItem(item)
  const drafting = useDrafting({
    id: item.id,
    saved,
    send: async (changed) => {
      const reply = await request(editMinutedItem, {
        params: { minutedItemId: item.id },
        version: item.version,
        body: itemEdit(changed),
      })
      await queries.cancelQueries({ queryKey: key })
      // The draft's own version goes up with each of its items'.
      queries.setQueryData<MinutesDraft>(
        key,
        (draft) =>
          draft && {
            ...draft,
            version: draft.version + 1,
            items: draft.items.map((one) => (one.id === reply.id ? reply : one)),
          },
      )
    },
    reread: () => queries.refetchQueries({ queryKey: key }),
  })
  const { waiting } = drafting
  useEffect(() => {
    tellUnsafe(item.id, waiting)
    return () => tellUnsafe(item.id, false)
  }, [item.id, waiting, tellUnsafe])

  const field = (name: string, label: string, more: { hint?: string | undefined; rows?: number } = {}) => (
    <WordedField
      {...{ drafting, label, ...more }}
      key={name}
      field={name}
      name={`/${item.id}/${name.replace(' ', '/')}`}
      saved={saved[name] ?? ''}
    />
  )
  if (item.withheld) return <MinutedCase item={item}>{null}</MinutedCase>
  return (
    <MinutedCase item={item}>
      {item.deferredFor !== null && field('deferredFor', 'Why it was put off', { rows: 2 })}
      {item.contributions.length > 0 && <h3 className="govuk-heading-m">What each agency knows</h3>}
      {item.contributions.map(({ id, ...said }) =>
        field(`contribution ${id}`, `${saidBy(said)}, ${item.caseReference}`, { rows: 3 }),
      )}
      {partsOf(item).length > 0 && <h3 className="govuk-heading-m">What was planned and decided</h3>}
      {partsOf(item).map((part) =>
        field(part, `${partWords[part].label}, ${item.caseReference}`, {
          rows: part === 'whoTellsHer' ? 2 : 4,
        }),
      )}
      <SavingState drafting={drafting} />
    </MinutedCase>
  )
}

/** Whether the words are safe, and why not. */
export function SavingState({ drafting: { state, savedAt, error } }: { drafting: Drafting }) {
  const calendar = useCalendar()
  const refusal = error && refusalWords(error)
  return (
    <>
      {state === 'saved' && savedAt ? (
        <SavedState state="saved" at={timeWords(calendar, savedAt)} />
      ) : (
        <SavedState state={state === 'saved' ? 'idle' : state} />
      )}
      {refusal && (
        <p className="app-quiet">
          {refusal.title}. {refusal.description}
        </p>
      )}
    </>
  )
}
