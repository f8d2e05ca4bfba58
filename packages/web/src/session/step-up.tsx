import { stepUp } from '@alongside/shared/sessions/addresses'
import { useEffect, useRef, useState } from 'react'
import { onStepUp } from '../client/session.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { useSession } from './session.tsx'

/**
 * Asks for the password again, in front of whatever page needs it: what was sent waits meanwhile, and goes out once more
 * when the proof is given. Declined, the page has its refusal, and everything that was typed.
 */
export function StepUp() {
  const answer = useRef<((given: boolean) => void) | null>(null)
  const [asked, setAsked] = useState(0)
  const [open, setOpen] = useState(false)

  useEffect(() => {
    const stop = onStepUp(
      () =>
        new Promise((resolve) => {
          answer.current = resolve
          setAsked((times) => times + 1)
          setOpen(true)
        }),
    )
    return () => {
      stop()
      answer.current?.(false)
    }
  }, [])

  const close = (given: boolean) => {
    setOpen(false)
    answer.current?.(given)
    answer.current = null
  }
  return (
    <AskFirst
      open={open}
      onClose={() => close(false)}
      title="Type your password again"
      yes="Go on"
      form="step-up"
    >
      <Proof key={asked} onProved={() => close(true)} />
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
