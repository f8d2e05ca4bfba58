import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isPassing, isProblem } from '../client.ts'
import { afterSaving, conflictsIn, sendable, type Typed, typedInto, type Words } from './drafting.ts'

const pause = 1000 // milliseconds of quiet before what was typed is sent
const again = 5000 // milliseconds before a failed save is tried again

export interface Drafting {
  wordsOf: (field: string) => string
  type: (field: string, words: string) => void
  save: () => void
  conflicts: string[]
  settle: (field: string, words: string) => void
  /** Something is typed that is not safe yet. */
  waiting: boolean
  state: 'idle' | 'saving' | 'saved' | 'not-saved'
  savedAt: string | null
  error: Error | null
}

interface Kept {
  /** Whose words they are: a version of the minutes, or one of its items. */
  id: string
  saved: Words
  /** Sends what changed under the version that was read, and shows what is saved then. */
  send: (changed: Words) => Promise<void>
  /** Reads again, because somebody was quicker. */
  reread: () => Promise<unknown>
}

/**
 * MTG-8: saves as one types, never over somebody else’s words. What is not saved yet outlives the page, in memory alone:
 * coming back finds it.
 */
export function useDrafting({ id, saved, send, reread }: Kept): Drafting {
  const queries = useQueryClient()
  const keptKey = ['Unsaved', id]
  const kept = () => queries.getQueryData<Typed>(keptKey) ?? {}
  const [typed, setTyped] = useState<Typed>(kept)
  const [sending, setSending] = useState<Words | null>(null)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const conflicts = conflictsIn(typed, saved, sending ?? {})
  const ready = sendable(typed, saved)
  const nothingReady = Object.keys(ready).length === 0
  const waiting = Object.keys(typed).length > 0 || sending !== null

  // The cache is emptied at sign-out, and this with it.
  const change = (next: Typed) => {
    queries.setQueryDefaults(keptKey, { gcTime: Number.POSITIVE_INFINITY })
    queries.setQueryData(keptKey, next)
    setTyped(next)
  }
  const save = async () => {
    if (sending || nothingReady) return
    setSending(ready)
    try {
      await send(ready)
      change(afterSaving(kept(), ready))
      setSavedAt(Temporal.Now.instant().toString())
      setError(null)
    } catch (refused) {
      const stale = isProblem(refused, 'version.stale')
      setError(stale || !(refused instanceof Error) ? null : refused)
      if (stale) await reread()
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
    if (nothingReady || sending || givenUp) return undefined
    const timer = setTimeout(() => void latestSave.current(), error ? again : pause)
    return () => clearTimeout(timer)
  }, [nothingReady, sending, typed, error])
  useEffect(() => {
    if (!waiting) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [waiting])
  // Going to another page of ours does not wait for the pause.
  useEffect(() => () => void latestSave.current(), [])

  const failed = error !== null || conflicts.length > 0
  return {
    wordsOf: (field) => typed[field]?.words ?? saved[field] ?? '',
    type: (field, words) => {
      setError(null)
      change(typedInto(kept(), field, words, saved))
    },
    save: () => void save(),
    conflicts,
    settle: (field, words) => {
      const { [field]: _, ...others } = kept()
      change(typedInto(others, field, words, saved))
    },
    waiting,
    state: stateOf(failed, waiting, savedAt !== null),
    savedAt,
    error,
  }
}

function stateOf(failed: boolean, waiting: boolean, saved: boolean): Drafting['state'] {
  if (failed) return 'not-saved'
  if (waiting) return 'saving'
  return saved ? 'saved' : 'idle'
}
