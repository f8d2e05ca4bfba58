import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { fieldId } from './field-id.ts'
import { describedBy, type FieldProps, FormGroup, HintAndError } from './form-group.tsx'
import { Label } from './label.tsx'

type Props<Value extends string> = FieldProps &
  Omit<
    ComponentProps<'select'>,
    keyof FieldProps | 'id' | 'className' | 'onChange' | 'value' | 'children'
  > & {
    options: { value: Value; label: string; disabled?: boolean }[]
    value?: Value | undefined
    onChange?: ((value: Value) => void) | undefined
  }

export function Select<Value extends string>(props: Props<Value>) {
  const { name, label, labelSize, pageHeading, hint, error, options, onChange, ...rest } = props
  const id = fieldId(name)
  const pick = (picked: string) => {
    const option = options.find(({ value }) => value === picked)
    if (option) onChange?.(option.value)
  }
  return (
    <FormGroup error={error}>
      <Label htmlFor={id} size={labelSize} pageHeading={pageHeading}>
        {label}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      <select
        {...rest}
        className={classes('govuk-select', error !== undefined && 'govuk-select--error')}
        id={id}
        name={name}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => pick(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FormGroup>
  )
}
