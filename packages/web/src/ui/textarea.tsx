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
    /** Shows how many characters are left. Nothing is cut off: the API says when it is too long. */
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
    limit,
    rows = 5,
    value,
    onChange,
    ...rest
  } = props
  const [typed, setTyped] = useState(String(rest.defaultValue ?? ''))
  const id = fieldId(name)
  const length = (value ?? typed).length
  const tooLong = limit !== undefined && length > limit
  const wrong = error !== undefined || tooLong
  return (
    <FormGroup error={error} {...(limit === undefined ? {} : { className: 'govuk-character-count' })}>
      <Label htmlFor={id} size={labelSize} pageHeading={pageHeading}>
        {label}
      </Label>
      <HintAndError id={id} hint={hint} error={error} />
      <textarea
        {...rest}
        className={classes(
          'govuk-textarea',
          wrong && 'govuk-textarea--error',
          limit !== undefined && 'govuk-js-character-count',
        )}
        id={id}
        name={name}
        rows={rows}
        value={value}
        aria-describedby={describedBy(id, hint, error, limit === undefined ? undefined : `${id}-info`)}
        onChange={(event) => {
          setTyped(event.target.value)
          onChange?.(event.target.value)
        }}
      />
      {limit !== undefined && (
        <>
          <Hint
            id={`${id}-info`}
            className={classes('govuk-character-count__message', tooLong && 'govuk-error-message')}
          >
            {length === 0 ? `You can enter up to ${limit} characters` : remaining(limit - length)}
          </Hint>
          <output className="govuk-visually-hidden">
            {nearLimit(length, limit) && remaining(limit - length)}
          </output>
        </>
      )}
    </FormGroup>
  )
}

function remaining(left: number) {
  const characters = Math.abs(left) === 1 ? 'character' : 'characters'
  return left < 0 ? `You have ${-left} ${characters} too many` : `You have ${left} ${characters} remaining`
}

/** Screen readers hear the count only where it matters: over the last tenth, every ten characters. */
function nearLimit(length: number, limit: number) {
  return length > limit || (length > limit * 0.9 && (limit - length) % 10 === 0)
}
