import { readItem, recordItem } from '@alongside/shared/room/contract'
import { type AgendaItem, type ItemRecord } from '@alongside/shared/room/schema'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { isPassing, isProblem, keyOf, request } from '../client.ts'
import { keeperOf } from '../drafts/keeper.ts'
import { keptDraft } from '../drafts/sealed-drafts.ts'
import {
  afterSaving,
  conflictsOf,
  isEmpty,
  type Part,
  parts,
  restored,
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
  /** Parts with words that are not saved. */
  unsaved: Part[]
  state: 'idle' | 'saving' | 'saved' | 'not-saved'
  /** The instant of the last save that went through. */
  savedAt: string | null
  error: Error | null
}

/**
 * MTG-7: writes the item's record as it is typed, under the version that was read; a stale one is read again, never
 * overwritten. What is not saved yet outlives the page in memory, and a crash or a reload on this device, sealed:
 * coming back to the item finds it. It leaves the device as it is saved, and at sign-out.
 */
export function useRecording(item: AgendaItem): Recording {
  const queries = useQueryClient()
  const key = keyOf(readItem, { params: { itemId: item.id } })
  const keptKey = ['Unsaved', item.id]
  const kept = () => queries.getQueryData<Unsaved>(keptKey) ?? {}
  const [unsaved, setUnsaved] = useState<Unsaved>(kept)
  const name = `item ${item.id}`
  const keeper = useMemo(() => keeperOf(name), [name])
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
    if (isEmpty(next)) keeper.forget()
    else keeper.keep(next)
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
  const restore = (device: unknown) => change(restored((device ?? {}) as Unsaved, kept(), item.record))
  const latestSave = useRef(save)
  const latestRestore = useRef(restore)
  useEffect(() => {
    latestSave.current = save
    latestRestore.current = restore
  })

  useEffect(() => {
    let left = false
    keptDraft(name).then(
      (device) => {
        if (!left && device !== undefined) latestRestore.current(device)
      },
      () => undefined,
    )
    window.addEventListener('pagehide', keeper.seal)
    return () => {
      left = true
      window.removeEventListener('pagehide', keeper.seal)
      keeper.seal()
    }
  }, [name, keeper])

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
    unsaved: parts.filter((part) => unsaved[part] !== undefined),
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
