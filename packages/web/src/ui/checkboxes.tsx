import { type Choice, Choices } from './choices.tsx'
import type { FieldProps } from './form-group.tsx'

type CheckboxOption<Value extends string> = Choice<Value> & {
  /** "None of these": choosing it clears the others, and the other way round. */
  exclusive?: boolean
}

type Props<Value extends string> = FieldProps & {
  options: CheckboxOption<Value>[]
  /** All that are chosen. */
  value: readonly Value[]
  onChange?: ((value: Value[]) => void) | undefined
  small?: boolean
}

export function Checkboxes<Value extends string>({ value, onChange, ...question }: Props<Value>) {
  return (
    <Choices
      {...question}
      kind="checkbox"
      isChosen={(option) => value.includes(option.value)}
      onPress={(option) => onChange?.(toggled(option, value, question.options))}
    />
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
