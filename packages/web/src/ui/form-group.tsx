import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { ErrorMessage } from './error-message.tsx'
import { Hint } from './hint.tsx'

export type Size = 's' | 'm' | 'l' | 'xl'

/** What every form field takes. `name` is a JSON pointer into the body that the API receives; see fieldId. */
export type FieldProps = {
  name: string
  label: ReactNode
  labelSize?: Size | undefined
  /** Makes the label the page's h1; leave the Page's heading out then. */
  pageHeading?: boolean | undefined
  hint?: ReactNode
  /** The API problem's words for this field. */
  error?: string | undefined
}

/** The ids that a control of this field names in aria-describedby. */
export function describedBy(id: string, hint: ReactNode, error: string | undefined, first?: string) {
  return classes(first, hint != null && `${id}-hint`, error !== undefined && `${id}-error`) || undefined
}

export function FormGroup(props: { error?: string | undefined; className?: string; children: ReactNode }) {
  return (
    <div
      className={classes(
        'govuk-form-group',
        props.error !== undefined && 'govuk-form-group--error',
        props.className,
      )}
    >
      {props.children}
    </div>
  )
}

export function HintAndError({
  id,
  hint,
  error,
}: {
  id: string
  hint: ReactNode
  error: string | undefined
}) {
  return (
    <>
      {hint != null && <Hint id={`${id}-hint`}>{hint}</Hint>}
      {error !== undefined && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
    </>
  )
}
