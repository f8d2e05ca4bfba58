import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { MoveRefused } from './stale.tsx'

type Props = {
  sending: { error: Error | null; attempt: number; busy: boolean }
  submit: string
  variant?: 'warning'
  onSubmit: () => void
  onClose: () => void
  onReread: () => void
  children: ReactNode
}

/** The frame of a move's form: why it was refused, its fields, its two buttons. */
export function MoveForm({ sending, submit, variant, onSubmit, onClose, onReread, children }: Props) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <MoveRefused error={sending.error} attempt={sending.attempt} onReread={onReread} />
      {children}
      <ButtonGroup>
        <Button busy={sending.busy} variant={variant}>
          {submit}
        </Button>
        <Button type="button" variant="secondary" onClick={onClose}>
          Cancel
        </Button>
      </ButtonGroup>
    </form>
  )
}
