import { problems } from '@alongside/shared/problems'
import type { FormEvent, ReactNode } from 'react'
import { isProblem } from '../client/transport.ts'
import { faultsInLines } from '../forms/faults-in-lines.ts'
import type { FormState } from '../forms/use-form.ts'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import type { MoveProps } from './move.ts'

type Props = {
  form: FormState
  move: MoveProps
  submit: string
  variant?: 'warning'
  children: ReactNode
}

/** The frame of a move's form: why it was refused, its fields, its two buttons. */
export function MoveForm({ form, move, submit, variant, children }: Props) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    form.submit(faultsInLines(event.currentTarget))
  }
  return (
    <form noValidate onSubmit={send}>
      <MoveRefused form={form} onReread={move.onReread} />
      {children}
      <ButtonGroup>
        <Button busy={form.busy} variant={variant} reason={form.stopped}>
          {submit}
        </Button>
        <Button type="button" variant="secondary" onClick={move.onClose}>
          Cancel
        </Button>
      </ButtonGroup>
    </form>
  )
}

/** When somebody was quicker, the way to read it again; what was typed stays. */
function MoveRefused({ form, onReread }: { form: FormState; onReread: () => void }) {
  const moved = form.stale || isProblem(form.error, 'referral.wrong_state')
  return (
    <>
      {form.stale ? (
        <ErrorSummary
          key={form.attempt}
          title={problems['version.stale'].title}
          description="Read it again and compare. What you typed is kept."
          items={[]}
        />
      ) : (
        <Refused error={form.error} attempt={form.attempt} />
      )}
      {moved && (
        <Button type="button" variant="secondary" onClick={onReread}>
          Read it again; keep what I typed
        </Button>
      )}
    </>
  )
}
