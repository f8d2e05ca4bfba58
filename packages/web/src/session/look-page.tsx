import { useState } from 'react'
import { Page } from '../ui/page.tsx'
import { Radios } from '../ui/radios.tsx'
import { choose, chosenLook, type Look } from './look.ts'

const questions = [
  {
    key: 'theme',
    label: 'Light or dark',
    options: [
      { value: '', label: 'As this device has it' },
      { value: 'light', label: 'Light' },
      { value: 'dark', label: 'Dark' },
    ],
  },
  {
    key: 'contrast',
    label: 'Contrast',
    options: [
      { value: '', label: 'As this device has it' },
      { value: 'more', label: 'More' },
    ],
  },
  {
    key: 'text',
    label: 'Size of text',
    options: [
      { value: '', label: 'As it comes' },
      { value: 'large', label: 'Larger' },
    ],
  },
] as const satisfies { key: keyof Look; label: string; options: { value: string; label: string }[] }[]

/** For tired eyes and dark vans: kept on this device, and nowhere else. */
export default function LookPage() {
  const [look, setLook] = useState(chosenLook)
  const change = (key: keyof Look, value: string) => {
    const next = { ...look, [key]: value }
    setLook(next)
    choose(next)
  }
  return (
    <Page title="How it looks" heading="How it looks">
      <p className="govuk-body">It changes at once, on this device alone. Paper is always light.</p>
      {questions.map(({ key, label, options }) => (
        <Radios
          key={key}
          name={`/${key}`}
          label={label}
          options={options.map((option) => ({ ...option, value: option.value as string }))}
          value={look[key] ?? ''}
          onChange={(value) => change(key, value)}
        />
      ))}
    </Page>
  )
}
