import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** What the button says that leads back. */
  no?: string
  /** What the button says that does it. */
  yes: string
  variant?: 'warning' | undefined
  busy?: boolean | undefined
  /** Does it; or `form` names the form among the children that does. */
} & ({ onYes: () => void; form?: undefined } | { form: string; onYes?: undefined })

/** Asks once more before something that cannot simply be undone: what follows from it, the way back, and doing it. */
export function AskFirst({ no = 'Go back', yes, variant, busy, onYes, form, ...dialog }: Props) {
  return (
    <Dialog
      {...dialog}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={dialog.onClose}>
            {no}
          </Button>
          <Button type={form ? 'submit' : 'button'} form={form} variant={variant} busy={busy} onClick={onYes}>
            {yes}
          </Button>
        </>
      }
    />
  )
}
