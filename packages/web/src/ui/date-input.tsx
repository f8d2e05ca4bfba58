import { type FocusEvent, type ReactNode, useState } from 'react'
import { classes } from './classes.ts'
import { type DateParts, datePartsOf, dateValueOf } from './date-parts.ts'
import { fieldId } from './field-id.ts'
import { Fieldset } from './fieldset.tsx'
import { describedBy, type FieldProps, FormGroup, HintAndError } from './form-group.tsx'
import { Label } from './label.tsx'

type Part = keyof DateParts

type Props = FieldProps & {
  /** ISO 'YYYY-MM-DD', or an unfinished one such as '2026--'; '' when empty. A calendar date, no time zone. */
  value: string
  onChange?: ((value: string) => void) | undefined
  /** The parts that are wrong; all three when there is an error and none is named. */
  wrongParts?: Part[]
  /** What is said of the date once it is typed, under its fields. */
  after?: ReactNode
  /** For a date of birth: lets the browser fill it. */
  birthday?: boolean
}

const partNames = { day: 'Day', month: 'Month', year: 'Year' } as const

export function DateInput(props: Props) {
  const { name, label, labelSize, pageHeading, hint, value, onChange, wrongParts, birthday, after } = props
  // While one types, nothing is said of a date that is not there yet, and nothing moves under the fingers.
  const [asOnEntering, setAsOnEntering] = useState<{ error: string | undefined } | null>(null)
  const error = asOnEntering ? asOnEntering.error : props.error
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setAsOnEntering(null)
  }
  // What was typed stays as typed ("07", "april"); it gives way only when the value changes from outside.
  const [typed, setTyped] = useState(() => datePartsOf(value))
  const shown = dateValueOf(typed) === value ? typed : datePartsOf(value)
  const id = fieldId(name)
  const change = (part: Part, text: string) => {
    const parts = { ...shown, [part]: text }
    setTyped(parts)
    onChange?.(dateValueOf(parts))
  }
  return (
    <FormGroup error={error}>
      <Fieldset
        legend={label}
        legendSize={labelSize}
        pageHeading={pageHeading}
        describedBy={describedBy(id, hint, error)}
        role="group" // oxlint-disable-line jsx-a11y/prefer-tag-over-role -- JAWS needs it said
      >
        <HintAndError id={id} hint={hint} error={error} />
        <div
          className="govuk-date-input"
          id={id}
          onFocus={() => setAsOnEntering((entered) => entered ?? { error: props.error })}
          onBlur={leave}
        >
          {(['day', 'month', 'year'] as const).map((part) => (
            <div className="govuk-date-input__item" key={part}>
              <div className="govuk-form-group">
                <Label htmlFor={`${id}-${part}`} className="govuk-date-input__label">
                  {partNames[part]}
                </Label>
                <input
                  className={classes(
                    'govuk-input govuk-date-input__input',
                    error !== undefined && (wrongParts?.includes(part) ?? true) && 'govuk-input--error',
                    part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
                  )}
                  id={`${id}-${part}`}
                  name={`${name}-${part}`}
                  type="text"
                  inputMode="numeric"
                  autoComplete={birthday ? `bday-${part}` : undefined}
                  value={shown[part]}
                  onChange={(event) => change(part, event.target.value)}
                />
              </div>
            </div>
          ))}
        </div>
        {!asOnEntering && after}
      </Fieldset>
    </FormGroup>
  )
}
