import {
  type Research,
  type ResearchContent,
  readResearch,
  saveResearch,
} from '@alongside/shared/research/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isPassing, isProblem, keyOf, request } from '../client.ts'

const pause = 1000 // milliseconds of quiet before what was typed is sent
const again = 5000 // milliseconds before a failed save is tried again

export interface Writing {
  content: ResearchContent
  change: (content: ResearchContent) => void
  state: 'idle' | 'saving' | 'saved' | 'not-saved'
  /** A colleague saved meanwhile: theirs is `theirs`, what is typed here is kept until one of both is chosen. */
  theirs: ResearchContent | null
  choose: (whose: 'mine' | 'theirs') => void
  savedAt: string | null
  error: Error | null
}

/** Saves what is typed, under the version that was read. What is not saved yet outlives the page, in memory alone. */
export function useResearch(research: Research): Writing {
  const queries = useQueryClient()
  const asked = { params: { itemId: research.agendaItemId } }
  const key = keyOf(readResearch, asked)
  const keptKey = ['Unsaved research', research.agendaItemId]
  const kept = queries.getQueryData<{ content: ResearchContent; version: number }>(keptKey)
  const [typed, setTyped] = useState(kept ?? null)
  const [sending, setSending] = useState(false)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const conflict = typed !== null && !sending && typed.version !== research.version

  // The cache is emptied at sign-out, and this with it.
  const keep = (next: { content: ResearchContent; version: number } | null) => {
    queries.setQueryDefaults(keptKey, { gcTime: Number.POSITIVE_INFINITY })
    queries.setQueryData(keptKey, next ?? undefined)
    if (!next) queries.removeQueries({ queryKey: keptKey })
    setTyped(next)
  }
  const save = async () => {
    if (!typed || sending || conflict) return
    setSending(true)
    const sent = typed
    try {
      const reply = await request(saveResearch, { ...asked, version: sent.version, body: sent.content })
      queries.setQueryData(key, reply)
      setTyped((now) => (now && now.content !== sent.content ? { ...now, version: reply.version } : null))
      const now = queries.getQueryData<{ content: ResearchContent }>(keptKey)
      if (now && now.content !== sent.content)
        queries.setQueryData(keptKey, { ...now, version: reply.version })
      else queries.removeQueries({ queryKey: keptKey })
      setSavedAt(Temporal.Now.instant().toString())
      setError(null)
      void queries.invalidateQueries({ queryKey: ['Work'] })
    } catch (refused) {
      const stale = isProblem(refused, 'version.stale')
      setError(stale || !(refused instanceof Error) ? null : refused)
      if (stale) await queries.refetchQueries({ queryKey: key })
    } finally {
      setSending(false)
    }
  }
  const latestSave = useRef(save)
  useEffect(() => {
    latestSave.current = save
  })
  useEffect(() => {
    if (!typed || sending || conflict || (error && !isPassing(error))) return undefined
    const timer = setTimeout(() => void latestSave.current(), error ? again : pause)
    return () => clearTimeout(timer)
  }, [typed, sending, conflict, error])
  const unsaved = typed !== null
  useEffect(() => {
    if (!unsaved) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [unsaved])
  // Going to another page of ours does not wait for the pause.
  useEffect(() => () => void latestSave.current(), [])

  return {
    content: typed?.content ?? research.content,
    change: (content) => {
      setError(null)
      keep({ content, version: typed?.version ?? research.version })
    },
    state: stateOf(unsaved, error !== null || conflict, savedAt !== null),
    theirs: conflict ? research.content : null,
    choose: (whose) => keep(whose === 'mine' && typed ? { ...typed, version: research.version } : null),
    savedAt,
    error,
  }
}

function stateOf(waiting: boolean, failed: boolean, saved: boolean): Writing['state'] {
  if (failed) return 'not-saved'
  if (waiting) return 'saving'
  return saved ? 'saved' : 'idle'
}
