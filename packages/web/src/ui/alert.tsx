import { type ReactNode, useEffect, useRef } from 'react'
import { goTo, isOutcome } from './after-act.tsx'

type Variant = 'information' | 'success' | 'warning' | 'error'

type Props = {
  variant?: Variant
  /** Names the alert for screen readers; shown too, as a heading, with `heading`. */
  title: string
  heading?: boolean
  children?: ReactNode
  onDismiss?: (() => void) | undefined
  /** `status` or `alert` for one that appears by itself; a plain region otherwise. */
  role?: 'region' | 'status' | 'alert'
  /** Says what an act led to: takes the focus when it appears after one. */
  outcome?: boolean
}

const icons: Record<Variant, string> = {
  information:
    'M15 2.5a12.5 12.5 0 100 25 12.5 12.5 0 000-25zM13.6 13h2.8v9.4h-2.8zm1.4-5.4a1.6 1.6 0 110 3.2 1.6 1.6 0 010-3.2z',
  success: 'M11.3 24.7L2 15.4l2.6-2.6 6.7 6.6L25.4 5.3 28 8z',
  warning:
    'M15 2.4l13.75 23.8H1.25zM13.5 9.5l.25 8.3h2.5l.2-8.3zM15 20a1.85 1.85 0 100 3.7 1.85 1.85 0 000-3.7z',
  error:
    'M20.2 2.5H9.8L2.5 9.8v10.4l7.3 7.3h10.4l7.3-7.3V9.8zM10.9 8.9L15 13l4.1-4.1 2 2L17 15l4.1 4.1-2 2L15 17l-4.1 4.1-2-2L13 15l-4.1-4.1z',
}

export function Alert(props: Props) {
  const { variant = 'information', title, heading = false, children, onDismiss } = props
  const { outcome = false, role = outcome ? 'status' : 'region' } = props
  const alert = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (outcome && alert.current && isOutcome()) goTo(alert.current)
  }, [outcome])
  return (
    <div
      ref={alert}
      role={role}
      className={`moj-alert moj-alert--${variant}`}
      aria-label={`${variant}: ${title}`}
    >
      <div>
        <svg
          className="moj-alert__icon"
          viewBox="0 0 30 30"
          width="30"
          height="30"
          aria-hidden="true"
          focusable="false"
        >
          <path d={icons[variant]} fillRule="evenodd" fill="currentColor" />
        </svg>
      </div>
      <div className="moj-alert__content">
        {heading && children != null && <h2 className="moj-alert__heading">{title}</h2>}
        {children ?? title}
      </div>
      {onDismiss && (
        <div className="moj-alert__action">
          <button type="button" className="moj-alert__dismiss" onClick={onDismiss}>
            Dismiss<span className="govuk-visually-hidden">: {title}</span>
          </button>
        </div>
      )}
    </div>
  )
}
