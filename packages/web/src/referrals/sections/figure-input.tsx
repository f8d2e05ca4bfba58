import { useState } from 'react'
import { TextInput } from '../../ui/text-input.tsx'

type Props = {
  name: string
  label: string
  error?: string | undefined
  value: number | undefined
  onChange: (value: number | undefined) => void
}

/** A whole number, or nothing yet. What is no number stays as typed, with a word about it. */
export function FigureInput({ name, label, error, value, onChange }: Props) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))
  const read = figureIn(typed)
  const shown = read === value ? typed : value === undefined ? '' : String(value)
  const wrong = shown.trim() !== '' && figureIn(shown) === undefined
  return (
    <TextInput
      name={name}
      label={label}
      error={wrong ? 'Write a whole number in digits' : error}
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

const figureIn = (typed: string) => (/^\s*\d{1,4}\s*$/.test(typed) ? Number(typed) : undefined)
