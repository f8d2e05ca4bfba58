import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { onStepUp } from '../client/session.ts'

/** Loaded when it is first asked for: most visits never see it. */
const ProofDialog = lazy(() => import('./proof-dialog.tsx'))

/**
 * Asks for the password again, in front of whatever page needs it: what was sent waits meanwhile, and goes out once more
 * when the proof is given. Declined, the page has its refusal, and everything that was typed.
 */
export function StepUp() {
  const answer = useRef<((given: boolean) => void) | null>(null)
  const [asked, setAsked] = useState(0)
  const [open, setOpen] = useState(false)

  useEffect(() => {
    const stop = onStepUp(
      () =>
        new Promise((resolve) => {
          answer.current = resolve
          setAsked((times) => times + 1)
          setOpen(true)
        }),
    )
    return () => {
      stop()
      answer.current?.(false)
    }
  }, [])

  const close = (given: boolean) => {
    setOpen(false)
    answer.current?.(given)
    answer.current = null
  }
  if (asked === 0) return null
  return (
    <Suspense>
      <ProofDialog open={open} asked={asked} onAnswer={close} />
    </Suspense>
  )
}
