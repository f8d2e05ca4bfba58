import { faultInLine } from '@alongside/shared/one-line'
import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import { fieldId } from './field-id.ts'
import { describedBy, type FieldProps, FormGroup, HintAndError } from './form-group.tsx'
import { Label } from './label.tsx'
import { sentence } from './sentence.ts'

type Props = FieldProps &
  Omit<
    ComponentProps<'input'>,
    keyof FieldProps | 'id' | 'className' | 'width' | 'prefix' | 'onChange' | 'value' | 'maxLength'
  > & {
    value?: string | undefined
    onChange?: ((value: string) => void) | undefined
    /** In characters, to hint at the length of the answer. */
    width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined
    prefix?: ReactNode
    suffix?: ReactNode
    /** Characters that the API takes. Nothing is cut off. */
    limit?: number | undefined
    /** The pattern of shared/limits.ts that the API holds it to, where that is not `oneLine`. */
    takes?: string | undefined
  }

/** What cannot be sent as it stands is said beside it as it is typed, and `<Form>` sends nothing while it stands there. */
export function TextInput(props: Props) {
  const {
    name,
    label,
    labelSize,
    pageHeading,
    hint,
    onChange,
    width,
    prefix,
    suffix,
    limit,
    takes,
    ...more
  } = props
  const { error: refused, ...rest } = more
  const id = fieldId(name)
  const fault = faultInLine(rest.value ?? '', limit, takes)
  const error = refused ?? (fault === null ? undefined : sentence(fault))
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
      data-fault={fault ?? undefined}
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
