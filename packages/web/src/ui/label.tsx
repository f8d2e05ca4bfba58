import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import type { Size } from './form-group.tsx'

type Props = {
  htmlFor: string
  size?: Size | undefined
  pageHeading?: boolean | undefined
  className?: string | undefined
  children: ReactNode
}

export function Label({ htmlFor, size, pageHeading = false, className, children }: Props) {
  const label = (
    <label className={classes('govuk-label', size && `govuk-label--${size}`, className)} htmlFor={htmlFor}>
      {children}
    </label>
  )
  return pageHeading ? <h1 className="govuk-label-wrapper">{label}</h1> : label
}
