import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import { fieldId } from './field-id.ts'
import { describedBy, type FieldProps, FormGroup, HintAndError } from './form-group.tsx'
import { Label } from './label.tsx'

type Props = FieldProps &
  Omit<
    ComponentProps<'input'>,
    keyof FieldProps | 'id' | 'className' | 'width' | 'prefix' | 'onChange' | 'value'
  > & {
    value?: string | undefined
    onChange?: ((value: string) => void) | undefined
    /** In characters, to hint at the length of the answer. */
    width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined
    prefix?: ReactNode
    suffix?: ReactNode
  }

export function TextInput(props: Props) {
  const { name, label, labelSize, pageHeading, hint, error, onChange, width, prefix, suffix, ...rest } = props
  const id = fieldId(name)
  const input = (
    <input
      type="text"
      {...rest}
      className={classes(
        'govuk-input',
        width && `govuk-input--width-${width}`,
        error !== undefined && 'govuk-input--error',
      )}
      id={id}
      name={name}
      aria-describedby={describedBy(id, hint, error, rest['aria-describedby'])}
      onChange={onChange && ((event) => onChange(event.target.value))}
    />
  )
  return (
    <FormGroup error={error}>
      <Label htmlFor={id} size={labelSize} pageHeading={pageHeading}>
        {label}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      {prefix == null && suffix == null ? (
        input
      ) : (
        <div className="govuk-input__wrapper">
          {prefix != null && <Affix kind="prefix">{prefix}</Affix>}
          {input}
          {suffix != null && <Affix kind="suffix">{suffix}</Affix>}
        </div>
      )}
    </FormGroup>
  )
}

function Affix({ kind, children }: { kind: 'prefix' | 'suffix'; children: ReactNode }) {
  return (
    <div className={`govuk-input__${kind}`} aria-hidden="true">
      {children}
    </div>
  )
}
