import { acceptInvitation } from '@alongside/shared/sessions/addresses'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { useChange } from '../client/hooks.ts'
import { PublicLayout } from '../layouts/public-layout.tsx'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { TextInput } from '../ui/text-input.tsx'

const shortest = 12

/** /invitation#token. The token stays behind the hash, which no server's log sees, and leaves the address at once. */
export default function AcceptInvitationPage() {
  const [token] = useState(() => decodeURIComponent(window.location.hash.slice(1)))
  useEffect(() => window.history.replaceState(window.history.state, '', '/invitation'), [])
  const accept = useChange(acceptInvitation)

  if (accept.data)
    return (
      <PublicLayout>
        <Page title="Invitation accepted">
          <Panel title="Welcome">Your account is {accept.data.email}</Panel>
          <ButtonLink>
            <Link to="/">Sign in</Link>
          </ButtonLink>
        </Page>
      </PublicLayout>
    )
  return (
    <PublicLayout>
      <Page title="Accept your invitation" heading="Choose a password">
        <Refused error={accept.error} attempt={accept.submittedAt} />
        {token ? (
          <ChoosePassword
            busy={accept.isPending}
            onChoose={(password) => accept.mutate({ body: { token, password } })}
          />
        ) : (
          <p className="govuk-body">
            This address holds no invitation. Open the link from your mail again, or ask your coordinator for
            a new one.
          </p>
        )}
      </Page>
    </PublicLayout>
  )
}

function ChoosePassword({ busy, onChoose }: { busy: boolean; onChoose: (password: string) => void }) {
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const tooShort = password.length < shortest
    setError(tooShort ? `Use at least ${shortest} characters; a few words are best` : undefined)
    if (!tooShort) onChoose(password)
  }
  return (
    <form onSubmit={submit} noValidate>
      <TextInput
        name="/password"
        label="Password"
        hint="At least 12 characters. A few words that only you put together are best; they need no special signs."
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={error}
      />
      <Button busy={busy}>Accept the invitation</Button>
    </form>
  )
}
