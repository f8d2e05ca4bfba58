import { type AgendaItem, type ItemRecord, readItem, recordItem } from '@alongside/shared/meetings/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isPassing, isProblem, keyOf, request } from '../client.ts'
import {
  afterSaving,
  conflictsOf,
  isEmpty,
  type Part,
  sendable,
  settled,
  shownWords,
  typedInto,
  type Unsaved,
} from './recording.ts'

const pause = 1000 // milliseconds of quiet before what was typed is sent
const again = 5000 // milliseconds before a failed save is tried again

export interface Recording {
  wordsOf: (part: Part) => string
  type: (part: Part, words: string) => void
  /** Sends what is typed now, without waiting for the pause. */
  save: () => void
  conflicts: Part[]
  settle: (part: Part, words: string) => void
  state: 'idle' | 'saving' | 'saved' | 'not-saved'
  /** The instant of the last save that went through. */
  savedAt: string | null
  error: Error | null
}

/**
 * MTG-7: writes the item's record as it is typed, under the version that was read; a stale one is read again, never
 * overwritten. What is not saved yet outlives the page, in memory alone: coming back to the item finds it.
 */
export function useRecording(item: AgendaItem): Recording {
  const queries = useQueryClient()
  const key = keyOf(readItem, { params: { itemId: item.id } })
  const keptKey = ['Unsaved', item.id]
  const kept = () => queries.getQueryData<Unsaved>(keptKey) ?? {}
  const [unsaved, setUnsaved] = useState<Unsaved>(kept)
  const [sending, setSending] = useState<ItemRecord | null>(null)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const conflicts = conflictsOf(unsaved, item.record, sending ?? {})
  const waiting = sendable(unsaved, item.record)
  const nothingWaits = isEmpty(waiting)

  // The cache is emptied at sign-out, and this with it.
  const change = (next: Unsaved) => {
    queries.setQueryDefaults(keptKey, { gcTime: Number.POSITIVE_INFINITY })
    queries.setQueryData(keptKey, next)
    setUnsaved(next)
  }
  const save = async () => {
    if (sending || nothingWaits) return
    setSending(waiting)
    try {
      const reply = await request(recordItem, {
        params: { itemId: item.id },
        version: item.version,
        body: waiting,
      })
      // A live reading that is under way knows only the version before.
      await queries.cancelQueries({ queryKey: key })
      queries.setQueryData(key, reply)
      change(afterSaving(kept(), waiting))
      setSavedAt(Temporal.Now.instant().toString())
      setError(null)
    } catch (refused) {
      const stale = isProblem(refused, 'version.stale')
      setError(stale || !(refused instanceof Error) ? null : refused)
      if (stale) await queries.refetchQueries({ queryKey: key })
    } finally {
      setSending(null)
    }
  }
  const latestSave = useRef(save)
  useEffect(() => {
    latestSave.current = save
  })

  useEffect(() => {
    const givenUp = error !== null && !isPassing(error)
    if (isEmpty(unsaved) || nothingWaits || sending || givenUp) return undefined
    const timer = setTimeout(() => void latestSave.current(), error ? again : pause)
    return () => clearTimeout(timer)
  }, [nothingWaits, sending, unsaved, error])

  const leaving = !nothingWaits || conflicts.length > 0 || sending !== null
  useEffect(() => {
    if (!leaving) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [leaving])
  // Going to another page of ours does not wait for the pause.
  useEffect(() => () => void latestSave.current(), [])

  return {
    wordsOf: (part) => shownWords(unsaved, item.record, part),
    type: (part, words) => {
      setError(null)
      change(typedInto(kept(), part, words, item.record))
    },
    save: () => void save(),
    conflicts,
    settle: (part, words) => change(settled(kept(), part, words, item.record)),
    state: stateOf(
      sending !== null || !nothingWaits,
      error !== null || conflicts.length > 0,
      savedAt !== null,
    ),
    savedAt,
    error,
  }
}

function stateOf(waiting: boolean, failed: boolean, saved: boolean): Recording['state'] {
  if (failed) return 'not-saved'
  if (waiting) return 'saving'
  return saved ? 'saved' : 'idle'
}
