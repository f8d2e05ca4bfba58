import { Fragment } from 'react'
import { classes } from './classes.ts'
import { fieldId } from './field-id.ts'
import { Fieldset } from './fieldset.tsx'
import { describedBy, type FieldProps, FormGroup, HintAndError } from './form-group.tsx'
import { Hint } from './hint.tsx'
import { Label } from './label.tsx'
import type { Option } from './radios.tsx'

type CheckboxOption<Value extends string> = Option & {
  value: Value
  /** "None of these": choosing it clears the others, and the other way round. */
  exclusive?: boolean
}

type Props<Value extends string> = FieldProps & {
  options: CheckboxOption<Value>[]
  values: readonly Value[]
  onChange?: ((values: Value[]) => void) | undefined
  small?: boolean
}

export function Checkboxes<Value extends string>(props: Props<Value>) {
  const { name, label, labelSize, pageHeading, hint, error, options, values, onChange, small } = props
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
        <div className={classes('govuk-checkboxes', small && 'govuk-checkboxes--small')}>
          {options.map((option, index) => {
            const optionId = index === 0 ? id : `${id}-${index + 1}`
            const chosen = values.includes(option.value)
            return (
              <Fragment key={option.value}>
                {option.divider !== undefined && (
                  <div className="govuk-checkboxes__divider">{option.divider}</div>
                )}
                <div className="govuk-checkboxes__item">
                  <input
                    className="govuk-checkboxes__input"
                    id={optionId}
                    name={name}
                    type="checkbox"
                    value={option.value}
                    checked={chosen}
                    aria-describedby={option.hint == null ? undefined : `${optionId}-item-hint`}
                    aria-controls={option.reveal == null ? undefined : `conditional-${optionId}`}
                    onChange={() => onChange?.(toggled(option, values, options))}
                  />
                  <Label htmlFor={optionId} className="govuk-checkboxes__label">
                    {option.label}
                  </Label>
                  {option.hint != null && (
                    <Hint id={`${optionId}-item-hint`} className="govuk-checkboxes__hint">
                      {option.hint}
                    </Hint>
                  )}
                </div>
                {option.reveal != null && (
                  <div
                    className={classes(
                      'govuk-checkboxes__conditional',
                      !chosen && 'govuk-checkboxes__conditional--hidden',
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

/** The values after a press on one option, in the order of the options. */
export function toggled<Value extends string>(
  pressed: CheckboxOption<Value>,
  values: readonly Value[],
  options: readonly CheckboxOption<Value>[],
): Value[] {
  if (values.includes(pressed.value)) return values.filter((value) => value !== pressed.value)
  if (pressed.exclusive) return [pressed.value]
  return options
    .filter((option) => option === pressed || (values.includes(option.value) && !option.exclusive))
    .map((option) => option.value)
}
