import { type SetStateAction, useCallback, useEffect, useRef, useState } from 'react'
import { forgetDraft, keepDraft, keptDraft } from './sealed-drafts.ts'

/** Milliseconds of quiet before what is typed is sealed: not at every key. */
const pause = 250

/**
 * What is being typed, kept on this device too, sealed, under `name`: a reload or a crash loses none of it. `clear`
 * once the server has it. Where the device keeps nothing, it is plain state.
 */
export function useKept<T>(name: string, empty: T) {
  const [value, setValue] = useState(empty)
  const touched = useRef(false)
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const latest = useRef<{ value: T } | null>(null)

  const seal = useCallback(() => {
    clearTimeout(waiting.current)
    if (latest.current) void keepDraft(name, latest.current.value).catch(() => undefined)
    latest.current = null
  }, [name])

  useEffect(() => {
    let left = false
    keptDraft(name).then(
      (kept) => {
        if (!left && kept !== undefined && !touched.current) setValue(kept as T)
      },
      () => undefined,
    )
    window.addEventListener('pagehide', seal)
    return () => {
      left = true
      window.removeEventListener('pagehide', seal)
      seal()
    }
  }, [name, seal])

  const change = useCallback(
    (next: SetStateAction<T>) => {
      touched.current = true
      setValue((before) => {
        const now = typeof next === 'function' ? (next as (before: T) => T)(before) : next
        latest.current = { value: now }
        return now
      })
      clearTimeout(waiting.current)
      waiting.current = setTimeout(seal, pause)
    },
    [seal],
  )
  const clear = useCallback(() => {
    clearTimeout(waiting.current)
    latest.current = null
    touched.current = true
    setValue(empty)
    void forgetDraft(name).catch(() => undefined)
  }, [name, empty])
  return [value, change, clear] as const
}
