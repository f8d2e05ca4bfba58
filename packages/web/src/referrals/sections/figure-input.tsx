import { useState } from 'react'
import { TextInput } from '../../ui/text-input.tsx'

/** A whole number; what is none yet, as typed; undefined when nothing is. */
type Figure = number | string | undefined

type Props = {
  name: string
  label: string
  error?: string | undefined
  value: Figure
  onChange: (value: Figure) => void
}

/** A whole number, or nothing yet. What is no number stays as typed, and is named until it is put right. */
export function FigureInput({ name, label, error, value, onChange }: Props) {
  const [typed, setTyped] = useState(String(value ?? ''))
  const shown = figureIn(typed) === value ? typed : String(value ?? '')
  return (
    <TextInput
      name={name}
      label={label}
      error={error}
      width={4}
      inputMode="numeric"
      autoComplete="off"
      value={shown}
      onChange={(text) => {
        setTyped(text)
        onChange(figureIn(text))
      }}
    />
  )
}

function figureIn(typed: string): Figure {
  if (typed.trim() === '') return undefined
  return /^\s*\d{1,4}\s*$/.test(typed) ? Number(typed) : typed
}
