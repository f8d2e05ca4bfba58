import { editMinutedItem, readMinutesDraft } from '@alongside/shared/minutes/addresses'
import type { DraftedItem, MinutesDraft } from '@alongside/shared/minutes/contract'
import { whyNotReword } from '@alongside/shared/minutes/rules'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import type { Held } from '../autosave/engine.ts'
import { SavingState } from '../autosave/saving-state.tsx'
import { useAutosave } from '../autosave/use-autosave.ts'
import { keyOf } from '../client/hooks.ts'
import { request } from '../client/session.ts'
import { saidBy } from '../room/contributions.tsx'
import { partLabel } from '../room/recording.ts'
import { faultOf, fieldAt, itemEdit, partsOf, wordsOfItem } from './drafting.ts'
import { MinutedCase } from './minuted-case.tsx'
import { WordedField } from './worded-field.tsx'

type Props = {
  item: DraftedItem
  meetingId: string
  tellUnsafe: (id: string, waiting: boolean) => void
}

const whyPutOff = 'Why it was put off'

const heldOf = (item: DraftedItem): Held => ({ fields: wordsOfItem(item), version: item.version })

/** One case of the draft: what may be worded in fields, her voice and the actions as they are. */
export function Drafted({ item, meetingId, tellUnsafe }: Props) {
  const queries = useQueryClient()
  const key = keyOf(readMinutesDraft, { params: { meetingId } })
  const server = useMemo(() => heldOf(item), [item])
  const { contributions } = item
  const labelOf = useCallback(
    (name: string) => {
      const said = contributions.find(({ id }) => name === `contribution ${id}`)
      return said ? saidBy(said) : name === 'deferredFor' ? whyPutOff : partLabel(name)
    },
    [contributions],
  )
  const drafting = useAutosave({
    name: `minutes ${item.id}`,
    title: `Minutes of case ${item.caseReference}`,
    labelOf,
    server,
    send: async (changed, { version }) => {
      const reply = await request(editMinutedItem, {
        params: { minutedItemId: item.id },
        version,
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
      return heldOf(reply)
    },
    read: async () => {
      const draft = await request(readMinutesDraft, { params: { meetingId } })
      queries.setQueryData(key, draft)
      return heldOf(draft.items.find((one) => one.id === item.id) ?? item)
    },
    faultOf,
    fieldAt,
  })
  const waiting = drafting === null || drafting.state.unsaved.length > 0
  useEffect(() => {
    tellUnsafe(item.id, waiting)
    return () => tellUnsafe(item.id, false)
  }, [item.id, waiting, tellUnsafe])

  if (whyNotReword(item) || !drafting) return <MinutedCase item={item}>{null}</MinutedCase>
  const field = (name: string, label: string, more: { hint?: string | undefined; rows?: number } = {}) => (
    <WordedField
      {...{ drafting, label, ...more }}
      key={name}
      field={name}
      name={`/${item.id}/${name.replace(' ', '/')}`}
    />
  )
  return (
    <MinutedCase item={item}>
      {item.deferredFor !== null && field('deferredFor', whyPutOff, { rows: 2 })}
      {item.contributions.length > 0 && <h3 className="govuk-heading-m">What each agency knows</h3>}
      {item.contributions.map(({ id, ...said }) =>
        field(`contribution ${id}`, `${saidBy(said)}, ${item.caseReference}`, { rows: 3 }),
      )}
      {partsOf(item).length > 0 && <h3 className="govuk-heading-m">What was planned and decided</h3>}
      {partsOf(item).map((part) =>
        field(part, `${partLabel(part)}, ${item.caseReference}`, {
          rows: part === 'whoTellsHer' ? 2 : 4,
        }),
      )}
      <SavingState state={drafting.state} labelOf={labelOf} />
    </MinutedCase>
  )
}
