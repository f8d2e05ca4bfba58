import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { device } from './device.ts'
import { same } from './engine.ts'
import { Keeper } from './keeper.ts'
import { open } from './open.ts'

/** The same as a form takes it: `...useKeptTyping(…)` among what it asks. A form that changes what stands names its version too. */
export function useKeptTyping<T extends object>(name: string, title: string, start: T): KeptTyping<T> {
  const [typed, type, clear] = useKept<Partial<T>>(name, title, nothing)
  const put = (next: T) => (same(next, start) ? clear() : type(next))
  return { start, state: [{ ...start, ...typed }, put, clear] }
}

interface KeptTyping<T> {
  start: T
  state: readonly [T, (next: T) => void, () => void]
}

const nothing = {}

/**
 * What is being typed into a form that is sent once, kept on this device too, under `name`: a reload or a crash loses
 * none of it, and sign-out names it by its `title`. The third is for when the server has it, or it is thrown away.
 */
export function useKept<T extends object>(
  name: string,
  title: string,
  empty: T,
): readonly [T, (next: T) => void, () => void] {
  const [value, setValue] = useState(empty)
  const touched = useRef(false)
  /** What is typed and neither sent nor thrown away. */
  const latest = useRef<T | null>(null)
  const [hers] = useState(device)
  const keeper = useMemo(() => {
    const { pathname: path } = window.location
    return new Keeper<T>(
      (latest) => hers.keep(name, { title, parts: [], path, value: latest }),
      () => hers.forget(name),
      () => undefined,
    )
  }, [name, title, hers])

  useEffect(() => {
    let left = false
    touched.current = false
    hers.kept(name).then(
      (kept) => {
        if (left || kept === undefined || touched.current) return
        setValue(kept as T)
        latest.current = kept as T
        keeper.put(latest.current)
      },
      () => undefined,
    )
    const here = {
      name,
      arrive: keeper.settled,
      left: () => (latest.current === null ? null : { title, parts: [], path: window.location.pathname }),
    }
    open.add(here)
    return () => {
      left = true
      open.delete(here)
    }
  }, [name, title, keeper, hers])

  const change = useCallback(
    (next: T) => {
      touched.current = true
      setValue(next)
      latest.current = same(next, empty) ? null : next
      keeper.put(latest.current)
    },
    [keeper, empty],
  )
  const clear = useCallback(() => {
    touched.current = true
    setValue(empty)
    latest.current = null
    keeper.put(null)
  }, [keeper, empty])
  return [value, change, clear]
}
