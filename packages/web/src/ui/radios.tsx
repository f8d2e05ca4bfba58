import { Fragment, type ReactNode } from 'react'
import { classes } from './classes.ts'
import { fieldId } from './field-id.ts'
import { Fieldset } from './fieldset.tsx'
import { describedBy, type FieldProps, FormGroup, HintAndError } from './form-group.tsx'
import { Hint } from './hint.tsx'
import { Label } from './label.tsx'

export type Option = {
  value: string
  label: ReactNode
  hint?: ReactNode
  /** Fields that appear under the option while it is chosen. */
  reveal?: ReactNode
  /** A word such as "or" that stands above the option. */
  divider?: string
}

type Props<Value extends string> = FieldProps & {
  options: (Option & { value: Value })[]
  /** The chosen option; '' or undefined when none is chosen yet. */
  value?: Value | '' | undefined
  onChange?: ((value: Value) => void) | undefined
  inline?: boolean
  small?: boolean
}

export function Radios<Value extends string>(props: Props<Value>) {
  const { name, label, labelSize, pageHeading, hint, error, options, value, onChange, inline, small } = props
  const id = fieldId(name)
  return (
    <FormGroup error={error}>
      <Fieldset
        legend={label}
        legendSize={labelSize}
        pageHeading={pageHeading}
        describedBy={describedBy(id, hint, error)}
      >
        <HintAndError id={id} hint={hint} error={error} />
        <div
          className={classes(
            'govuk-radios',
            inline && 'govuk-radios--inline',
            small && 'govuk-radios--small',
          )}
        >
          {options.map((option, index) => {
            // The first has the field's own id, so that the error summary's link lands on it.
            const optionId = index === 0 ? id : `${id}-${index + 1}`
            const chosen = option.value === value
            return (
              <Fragment key={option.value}>
                {option.divider !== undefined && (
                  <div className="govuk-radios__divider">{option.divider}</div>
                )}
                <div className="govuk-radios__item">
                  <input
                    className="govuk-radios__input"
                    id={optionId}
                    name={name}
                    type="radio"
                    value={option.value}
                    checked={chosen}
                    aria-describedby={option.hint == null ? undefined : `${optionId}-item-hint`}
                    aria-controls={option.reveal == null ? undefined : `conditional-${optionId}`}
                    onChange={() => onChange?.(option.value)}
                  />
                  <Label htmlFor={optionId} className="govuk-radios__label">
                    {option.label}
                  </Label>
                  {option.hint != null && (
                    <Hint id={`${optionId}-item-hint`} className="govuk-radios__hint">
                      {option.hint}
                    </Hint>
                  )}
                </div>
                {option.reveal != null && (
                  <div
                    className={classes(
                      'govuk-radios__conditional',
                      !chosen && 'govuk-radios__conditional--hidden',
                    )}
                    id={`conditional-${optionId}`}
                  >
                    {option.reveal}
                  </div>
                )}
              </Fragment>
            )
          })}
        </div>
      </Fieldset>
    </FormGroup>
  )
}
