import { anyPassword } from '@alongside/shared/limits'
import { stepUp } from '@alongside/shared/sessions/addresses'
import { useState } from 'react'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { useSession } from './session.tsx'

interface Props {
  open: boolean
  /** How often it was asked: each time with an empty field. */
  asked: number
  onAnswer: (given: boolean) => void
}

export default function ProofDialog({ open, asked, onAnswer }: Props) {
  return (
    <AskFirst
      open={open}
      onClose={() => onAnswer(false)}
      title="Type your password again"
      yes="Go on"
      form="step-up"
    >
      <Proof key={asked} onProved={() => onAnswer(true)} />
    </AskFirst>
  )
}

function Proof({ onProved }: { onProved: () => void }) {
  const { email } = useSession()
  const [typed, type] = useState(nothing)
  const form = useForm(stepUp, {
    start: nothing,
    state: [typed, type, () => type(nothing)],
    needed: { password: 'Type your password' },
    // As it was typed: blanks at its ends belong to it.
    said: () => ({ body: { password: typed.password } }),
    onSuccess: onProved,
    under: '/step-up',
  })
  return (
    <Form form={form} id="step-up" intro={<p className="govuk-body">{why}</p>}>
      {/* For password managers: whose password it is. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <TextInput
        {...form.field('password')}
        {...anyPassword}
        label="Password"
        type="password"
        autoComplete="current-password"
      />
    </Form>
  )
}

const nothing = { password: '' }
const why =
  'What you are about to do cannot simply be undone, so we check that it is you. Nothing you typed is lost.'
