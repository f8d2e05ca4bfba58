import { type ReactNode, useEffect, useId, useRef } from 'react'
import { classes } from './classes.ts'

type Props = {
  title?: string
  /** Green, and takes the focus, for the outcome of what the reader just did. */
  success?: boolean
  /** A short text is shown large; anything else is laid out as given. */
  children: ReactNode
}

export function NotificationBanner({
  success = false,
  title = success ? 'Done' : 'Important',
  children,
}: Props) {
  const titleId = useId()
  const banner = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (success) banner.current?.focus()
  }, [success])
  return (
    <div
      className={classes('govuk-notification-banner', success && 'govuk-notification-banner--success')}
      role={success ? 'alert' : 'region'}
      aria-labelledby={titleId}
      ref={banner}
      tabIndex={success ? -1 : undefined}
    >
      <div className="govuk-notification-banner__header">
        <h2 className="govuk-notification-banner__title" id={titleId}>
          {title}
        </h2>
      </div>
      <div className="govuk-notification-banner__content">
        {typeof children === 'string' ? (
          <p className="govuk-notification-banner__heading">{children}</p>
        ) : (
          children
        )}
      </div>
    </div>
  )
}
