import { type Choice, Choices } from './choices.tsx'
import type { FieldProps } from './form-group.tsx'

type Props<Value extends string> = FieldProps & {
  options: Choice<Value>[]
  /** The chosen option; '' or undefined when none is chosen yet. */
  value?: Value | '' | undefined
  onChange?: ((value: Value) => void) | undefined
  inline?: boolean
  small?: boolean
}

export function Radios<Value extends string>({ value, onChange, ...question }: Props<Value>) {
  return (
    <Choices
      {...question}
      kind="radio"
      isChosen={(option) => option.value === value}
      onPress={(option) => onChange?.(option.value)}
    />
  )
}
