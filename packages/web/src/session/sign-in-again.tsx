import { anyPassword } from '@alongside/shared/limits'
import { type FormEvent, useState } from 'react'
import { Forgotten } from '../accounts/forgotten.tsx'
import { PublicLayout } from '../layouts/public-layout.tsx'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { useSessionActions } from './session.tsx'

type Props = { /** A session was open on this page and has ended. */ ended?: boolean; email?: string }

/** Behind pages that were open. Who comes without a session is served a page of its own (sign-in.html), which loads none of this. */
export default function SignInAgain({ ended = false, email: known = '' }: Props) {
  const { signIn, signOut } = useSessionActions()
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [failure, setFailure] = useState<{ error: Error; count: number } | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await signIn({ email: email.trim(), password })
    } catch (error) {
      if (error instanceof Error) setFailure((before) => ({ error, count: (before?.count ?? 0) + 1 }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <PublicLayout>
      <Page title="Sign in" heading="Sign in">
        {failure && <Refused error={failure.error} attempt={failure.count} />}
        {ended && (
          <InsetText>
            Your session has ended. What you typed is still here: sign in as {known} to go on.{' '}
            <button type="button" className="app-link-button" onClick={() => void signOut()}>
              Sign in as someone else
            </button>
            , which removes it from this device.
          </InsetText>
        )}
        <form onSubmit={(event) => void submit(event)} noValidate>
          <TextInput
            name="/email"
            limit={254}
            label="E-mail address"
            type="email"
            autoComplete="username"
            spellCheck={false}
            value={email}
            onChange={setEmail}
          />
          <TextInput
            name="/password"
            {...anyPassword}
            label="Password"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
          />
          <Button busy={busy}>Sign in</Button>
        </form>
        <Forgotten email={email} />
        <p className="govuk-body">
          Somebody in danger now? Call 999. Accounts come from your partnership’s coordinator, by invitation.
        </p>
      </Page>
    </PublicLayout>
  )
}
