import type { ReactNode } from 'react'
import { ErrorMessage } from './error-message.tsx'
import { fieldId } from './field-id.ts'
import { describedBy, FormGroup } from './form-group.tsx'
import { Hint } from './hint.tsx'
import { Label } from './label.tsx'

type Props = {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  /** Ticked. */
  value: boolean
  onChange?: ((value: boolean) => void) | undefined
}

/** One statement to tick, with no question above it. */
export function Checkbox({ name, label, hint, error, value, onChange }: Props) {
  const id = fieldId(name)
  return (
    <FormGroup error={error}>
      {error !== undefined && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
      <div className="govuk-checkboxes">
        <div className="govuk-checkboxes__item">
          <input
            className="govuk-checkboxes__input"
            id={id}
            name={name}
            type="checkbox"
            checked={value}
            aria-describedby={describedBy(id, hint, error)}
            onChange={(event) => onChange?.(event.target.checked)}
          />
          <Label htmlFor={id} className="govuk-checkboxes__label">
            {label}
          </Label>
          {hint != null && (
            <Hint id={`${id}-hint`} className="govuk-checkboxes__hint">
              {hint}
            </Hint>
          )}
        </div>
      </div>
    </FormGroup>
  )
}
