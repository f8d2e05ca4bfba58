import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import type { Size } from './form-group.tsx'

type Props = {
  legend: ReactNode
  legendSize?: Size | undefined
  /** Makes the legend the page's h1; leave the Page's heading out then. */
  pageHeading?: boolean | undefined
  describedBy?: string | undefined
  /** `group` makes JAWS read the description of a group of text inputs. */
  role?: 'group' | undefined
  children?: ReactNode
}

export function Fieldset({ legend, legendSize, pageHeading, describedBy, role, children }: Props) {
  return (
    <fieldset className="govuk-fieldset" role={role} aria-describedby={describedBy}>
      <legend
        className={classes('govuk-fieldset__legend', legendSize && `govuk-fieldset__legend--${legendSize}`)}
      >
        {pageHeading ? <h1 className="govuk-fieldset__heading">{legend}</h1> : legend}
      </legend>
      {children}
    </fieldset>
  )
}
