import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { keeperOf } from './keeper.ts'
import { keptDraft } from './sealed-drafts.ts'

/**
 * What is being typed into a form, kept on this device too, under `name`: a reload or a crash loses none of it. The
 * third is for when the server has it, or it is thrown away.
 */
export function useKept<T extends object>(
  name: string,
  empty: T,
): readonly [T, (next: T) => void, () => void] {
  const [value, setValue] = useState(empty)
  const touched = useRef(false)
  const keeper = useMemo(() => keeperOf(name), [name])

  useEffect(() => {
    let left = false
    touched.current = false
    keptDraft(name).then(
      (kept) => {
        if (!left && kept !== undefined && !touched.current) setValue(kept as T)
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

  const change = useCallback(
    (next: T) => {
      touched.current = true
      setValue(next)
      keeper.keep(next)
    },
    [keeper],
  )
  const clear = useCallback(() => {
    touched.current = true
    setValue(empty)
    keeper.forget()
  }, [keeper, empty])
  return [value, change, clear]
}
