import { type ComponentProps, type MouseEvent, useContext, useId } from 'react'
import { classes } from './classes.ts'
import { Stopped } from './stopped.ts'

type Props = Omit<ComponentProps<'button'>, 'disabled' | 'className' | 'aria-disabled'> & {
  variant?: 'secondary' | 'warning' | 'inverse' | undefined
  /** Why it can't be pressed now. The button stays reachable, says so, and does nothing. */
  reason?: string | undefined
  /** True while its work is under way: further presses are ignored. */
  busy?: boolean | undefined
}

/** A button that is never silently disabled: when it can't be pressed, the reason stands beside it. */
export function Button({
  variant,
  reason: own,
  busy = false,
  type = 'submit',
  onClick,
  children,
  ...rest
}: Props) {
  const stopped = useContext(Stopped)
  const reason = own ?? (type === 'submit' ? stopped : undefined)
  const reasonId = useId()
  const blocked = reason !== undefined || busy
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (blocked) event.preventDefault()
    else onClick?.(event)
  }
  const button = (
    <button
      {...rest}
      type={type}
      className={classes('govuk-button', variant && `govuk-button--${variant}`)}
      aria-disabled={blocked || undefined}
      aria-describedby={reason === undefined ? rest['aria-describedby'] : reasonId}
      onClick={press}
    >
      {children}
    </button>
  )
  if (reason === undefined) return button
  return (
    <span className="app-button-with-reason">
      {button}
      <span id={reasonId} className="app-button-with-reason__reason">
        {reason}
      </span>
    </span>
  )
}
