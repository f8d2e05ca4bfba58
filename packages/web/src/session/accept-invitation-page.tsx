import { shortestPassword } from '@alongside/shared/accounts/values'
import type { Reply } from '@alongside/shared/contract'
import { newPassword } from '@alongside/shared/limits'
import type { Contracts } from '@alongside/shared/operations'
import { roleWords } from '@alongside/shared/partnerships/words'
import { acceptInvitation, openInvitation } from '@alongside/shared/sessions/addresses'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { useLinkToken } from '../accounts/link-token.ts'
import { useChange } from '../client/hooks.ts'
import { PublicLayout } from '../layouts/public-layout.tsx'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Loading } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { TextInput } from '../ui/text-input.tsx'

type Opened = Reply<Contracts['openInvitation']>

/** /invitation#token. */
export default function AcceptInvitationPage() {
  const token = useLinkToken()
  const { mutate: look, ...opened } = useChange(openInvitation)
  useEffect(() => {
    if (token) look({ body: { token } })
  }, [token, look])
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
  const agency = opened.data?.offer?.agencyName
  return (
    <PublicLayout>
      <Page
        title="Your invitation"
        heading={agency ? `You have been asked to join ${agency}` : 'Your invitation'}
      >
        <Refused error={accept.error ?? opened.error} attempt={accept.submittedAt} />
        {!token && (
          <p className="govuk-body">
            This address holds no invitation. Open the link from your mail again, or ask whoever invited you
            to send it again.
          </p>
        )}
        {opened.isPending && token && <Loading label="Opening the invitation" lines={3} />}
        {opened.data && (
          <Answer
            opened={opened.data}
            busy={accept.isPending}
            onYes={(password) => accept.mutate({ body: { token, password } })}
          />
        )}
      </Page>
    </PublicLayout>
  )
}

interface AnswerProps {
  opened: Opened
  busy: boolean
  onYes: (password: string) => void
}

/** ACC-10: a first password is chosen; one that is there is shown, and stays as it is. */
function Answer({ opened: { email, hasAccount, offer }, busy, onYes }: AnswerProps) {
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const tooShort = password.length < shortestPassword
    setError(tooShort ? shortWords(hasAccount) : undefined)
    if (!tooShort) onYes(password)
  }
  return (
    <form onSubmit={submit} noValidate>
      {offer && (
        <p className="govuk-body">
          {roleWords[offer.role]}
          {offer.jobTitle && `, ${offer.jobTitle}`}, in {offer.partnershipName}.{' '}
          {offer.offeredByName && `${offer.offeredByName} asked you.`}
        </p>
      )}
      <h2 className="govuk-heading-m">
        {hasAccount ? 'You have an account: sign in to say yes' : 'Choose a password'}
      </h2>
      <TextInput
        name="/password"
        {...newPassword}
        label="Password"
        hint={
          hasAccount
            ? `The password of ${email}. It stays as it is.`
            : 'At least 12 characters. A few words that only you put together are best; they need no special signs.'
        }
        type="password"
        autoComplete={hasAccount ? 'current-password' : 'new-password'}
        value={password}
        onChange={setPassword}
        error={error}
      />
      <Button busy={busy}>{hasAccount ? 'Yes, take the place' : 'Accept the invitation'}</Button>
      <p className="govuk-body">If you would rather not, close this page: the invitation ends by itself.</p>
    </form>
  )
}

const shortWords = (hasAccount: boolean) =>
  hasAccount ? 'Give your password' : `Use at least ${shortestPassword} characters; a few words are best`
