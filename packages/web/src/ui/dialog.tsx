import { type ReactNode, useEffect, useId, useRef } from 'react'

type Props = {
  open: boolean
  /** Called for Escape as well; the dialog closes when `open` becomes false. */
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons, the safe one first. */
  actions: ReactNode
}

/** A question that must be answered before going on. The browser's own dialog: it traps and gives back the focus. */
export function Dialog({ open, onClose, title, children, actions }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (!open) return undefined
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [open])
  // It stays in the page while closed: taken out while open, it would not give the focus back.
  return (
    <dialog
      className="app-dialog"
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClose={() => {
        if (open && !dialog.current?.open) onClose()
      }}
    >
      {open && (
        <>
          <h2 className="govuk-heading-m" id={titleId}>
            {title}
          </h2>
          <div className="govuk-body">{children}</div>
          <div className="govuk-button-group">{actions}</div>
        </>
      )}
    </dialog>
  )
}
