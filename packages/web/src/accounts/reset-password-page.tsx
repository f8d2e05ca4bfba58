import { openPasswordReset, resetPassword } from '@alongside/shared/accounts/addresses'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useChange } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { PublicLayout } from '../layouts/public-layout.tsx'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Loading } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { useLinkToken } from './link-token.ts'
import { NewPassword, tooShort, usePasswordTyped } from './new-password.tsx'

/** /password#token. Looking at it spends nothing, for programs that look at mails do so before people; its button does. */
export default function ResetPasswordPage() {
  const token = useLinkToken()
  const { mutate: look, ...opened } = useChange(openPasswordReset)
  const [changed, setChanged] = useState(false)
  useEffect(() => {
    if (token) look({ body: { token } })
  }, [token, look])

  if (changed)
    return (
      <PublicLayout>
        <Page title="Password changed">
          <Panel title="Your password is changed">Whatever you were signed in to has ended</Panel>
          <ButtonLink>
            <Link to="/">Sign in</Link>
          </ButtonLink>
        </Page>
      </PublicLayout>
    )
  return (
    <PublicLayout>
      <Page title="Choose another password" heading="Choose another password">
        <Refused error={opened.error} />
        {!token && (
          <p className="govuk-body">
            This address holds no link. Open the one in your mail again, or ask for another where you sign in.
          </p>
        )}
        {opened.isPending && token && <Loading label="Opening the link" lines={3} />}
        {opened.data && <Choose token={token} email={opened.data.email} onChanged={() => setChanged(true)} />}
        {opened.error && (
          <ButtonLink>
            <Link to="/">Back to signing in</Link>
          </ButtonLink>
        )}
      </Page>
    </PublicLayout>
  )
}

function Choose({ token, email, onChanged }: { token: string; email: string; onChanged: () => void }) {
  const { typed, ...kept } = usePasswordTyped()
  const form = useForm(resetPassword, {
    ...kept,
    faultsIn: tooShort,
    said: () => ({ body: { token, password: typed } }),
    onSuccess: onChanged,
  })
  return (
    <Form
      form={form}
      intro={
        <p className="govuk-body">
          For {email}. Every device that is signed in to this account is signed out.
        </p>
      }
    >
      <NewPassword field={form.field('password')} email={email} />
      <Button busy={form.busy}>Change my password</Button>
    </Form>
  )
}
