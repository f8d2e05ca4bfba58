import { useEffect, useRef, useState } from 'react'

const quickly = 600 // milliseconds between the two presses

/**
 * Hides everything when someone looks over the shoulder: press Escape twice, or the button that this draws.
 * What was typed stays as it is underneath. Only "Continue" brings it back.
 */
export function BlankScreen() {
  const [blank, setBlank] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    let lastEscape = Number.NEGATIVE_INFINITY
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.repeat) return
      if (event.timeStamp - lastEscape < quickly) setBlank(true)
      lastEscape = event.timeStamp
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])

  useEffect(() => {
    if (!blank) return undefined
    const shown = dialog.current
    const title = document.title
    document.title = 'Alongside'
    shown?.showModal()
    return () => {
      document.title = title
      shown?.close()
    }
  }, [blank])

  return (
    <>
      <button type="button" className="app-header__button" onClick={() => setBlank(true)}>
        Hide<span className="govuk-visually-hidden"> screen (or press Escape twice)</span>
      </button>
      <dialog
        className="app-blank-screen"
        ref={dialog}
        aria-label="Screen hidden"
        // Escape must not bring the page back; browsers close a dialog at the second press whatever `cancel` says.
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.preventDefault()
        }}
        onCancel={(event) => event.preventDefault()}
        onClose={() => {
          if (blank) dialog.current?.showModal()
        }}
      >
        <button
          type="button"
          className="govuk-button govuk-button--secondary"
          onClick={() => setBlank(false)}
        >
          Continue
        </button>
      </dialog>
    </>
  )
}
