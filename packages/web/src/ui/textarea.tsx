import { narrative } from '@alongside/shared/limits'
import { type ComponentProps, useState } from 'react'
import { classes } from './classes.ts'
import { fieldId } from './field-id.ts'
import { describedBy, type FieldProps, FormGroup, HintAndError } from './form-group.tsx'
import { Hint } from './hint.tsx'
import { Label } from './label.tsx'

type Props = FieldProps &
  Omit<
    ComponentProps<'textarea'>,
    keyof FieldProps | 'id' | 'className' | 'onChange' | 'value' | 'maxLength'
  > & {
    value?: string | undefined
    onChange?: ((value: string) => void) | undefined
    /** Characters that the API takes. How many are left is shown from nine tenths on; nothing is cut off. */
    limit?: number | undefined
  }

export function Textarea(props: Props) {
  const {
    name,
    label,
    labelSize,
    pageHeading,
    hint,
    error,
    limit = narrative,
    rows = 5,
    value,
    onChange,
    ...rest
  } = props
  const [typed, setTyped] = useState(String(rest.defaultValue ?? ''))
  const id = fieldId(name)
  const length = (value ?? typed).length
  const counted = length >= limit * 0.9
  const tooLong = length > limit
  const wrong = error !== undefined || tooLong
  return (
    <FormGroup error={error} {...(counted ? { className: 'govuk-character-count' } : {})}>
      <Label htmlFor={id} size={labelSize} pageHeading={pageHeading}>
        {label}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      <textarea
        {...rest}
        className={classes(
          'govuk-textarea',
          wrong && 'govuk-textarea--error',
          counted && 'govuk-js-character-count',
        )}
        id={id}
        name={name}
        rows={rows}
        value={value}
        aria-describedby={describedBy(id, hint, error, counted ? `${id}-info` : undefined)}
        onChange={(event) => {
          setTyped(event.target.value)
          onChange?.(event.target.value)
        }}
      />
      {counted && (
        <>
          <Hint
            id={`${id}-info`}
            className={classes('govuk-character-count__message', tooLong && 'govuk-error-message')}
          >
            {remaining(limit - length)}
          </Hint>
          {/* Screen readers hear the count every ten characters, and each one that is too many. */}
          <output className="govuk-visually-hidden">
            {(tooLong || (limit - length) % 10 === 0) && remaining(limit - length)}
          </output>
        </>
      )}
    </FormGroup>
  )
}

function remaining(left: number) {
  const count = Math.abs(left).toLocaleString('en-GB')
  const characters = Math.abs(left) === 1 ? 'character' : 'characters'
  return left < 0 ? `You have ${count} ${characters} too many` : `You have ${count} ${characters} remaining`
}
