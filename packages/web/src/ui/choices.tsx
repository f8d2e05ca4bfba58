import { Fragment, type ReactNode } from 'react'
import { classes } from './classes.ts'
import { fieldId } from './field-id.ts'
import { Fieldset } from './fieldset.tsx'
import { describedBy, type FieldProps, FormGroup, HintAndError } from './form-group.tsx'
import { Hint } from './hint.tsx'
import { Label } from './label.tsx'

export interface Choice<Value extends string> {
  value: Value
  label: ReactNode
  hint?: ReactNode
  /** Fields that appear under the option while it is chosen. */
  reveal?: ReactNode
  /** A word such as "or" that stands above the option. */
  divider?: string
}

type Props<Option extends Choice<string>> = FieldProps & {
  kind: 'radio' | 'checkbox'
  options: readonly Option[]
  isChosen: (option: Option) => boolean
  onPress: (option: Option) => void
  inline?: boolean | undefined
  small?: boolean | undefined
}

/** A question with its options: radios where one is chosen, checkboxes where several may be. */
export function Choices<Option extends Choice<string>>(props: Props<Option>) {
  const { kind, name, label, labelSize, pageHeading, hint, error, options, inline, small } = props
  const id = fieldId(name)
  const block = kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  return (
    <FormGroup error={error}>
      <Fieldset
        legend={label}
        legendSize={labelSize}
        pageHeading={pageHeading}
        describedBy={describedBy(id, hint, error)}
      >
        <HintAndError id={id} hint={hint} error={error} />
        <div className={classes(block, inline && `${block}--inline`, small && `${block}--small`)}>
          {options.map((option, index) => {
            // The first has the field's own id, so that the error summary's link lands on it.
            const optionId = index === 0 ? id : `${id}-${index + 1}`
            const chosen = props.isChosen(option)
            return (
              <Fragment key={option.value}>
                {option.divider !== undefined && <div className={`${block}__divider`}>{option.divider}</div>}
                <div className={`${block}__item`}>
                  <input
                    className={`${block}__input`}
                    id={optionId}
                    name={name}
                    type={kind}
                    value={option.value}
                    checked={chosen}
                    aria-describedby={option.hint == null ? undefined : `${optionId}-item-hint`}
                    aria-controls={option.reveal == null ? undefined : `conditional-${optionId}`}
                    onChange={() => props.onPress(option)}
                  />
                  <Label htmlFor={optionId} className={`${block}__label`}>
                    {option.label}
                  </Label>
                  {option.hint != null && (
                    <Hint id={`${optionId}-item-hint`} className={`${block}__hint`}>
                      {option.hint}
                    </Hint>
                  )}
                </div>
                {option.reveal != null && (
                  <div
                    className={classes(`${block}__conditional`, !chosen && `${block}__conditional--hidden`)}
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
