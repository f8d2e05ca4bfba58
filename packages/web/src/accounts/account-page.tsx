import { changePassword } from '@alongside/shared/accounts/addresses'
import { endOtherSessions, endSession, listSessions } from '@alongside/shared/sessions/addresses'
import type { OpenSession } from '@alongside/shared/sessions/contract'
import { useState } from 'react'
import { useChange, useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { Tag } from '../ui/tag.tsx'
import { NewPassword, tooShort, usePasswordTyped } from './new-password.tsx'

/** IDN-3, IDN-6: what is one's own, wherever one acts: the password, and the devices that are signed in. */
export default function AccountPage() {
  const { name, email } = useSession()
  const [changed, setChanged] = useState(0)
  return (
    <Page title="Your account" heading="Your account">
      <p className="govuk-body">
        {name}, {email}
      </p>
      <SignedInAt key={changed} />
      <ChangePassword email={email} changed={changed > 0} onChanged={() => setChanged(changed + 1)} />
    </Page>
  )
}

function SignedInAt() {
  const open = useRead(listSessions, {}, { staleTime: 0 })
  const others = useChange(endOtherSessions)
  const again = () => void open.refetch()
  return (
    <section aria-label="Where you are signed in">
      <h2 className="govuk-heading-m">Where you are signed in</h2>
      <Refused error={others.error} attempt={others.submittedAt} />
      <Awaited read={open} label="Looking where you are signed in">
        {({ items }) => (
          <>
            {items.map((session) => (
              <Device key={session.id} session={session} onEnded={again} />
            ))}
            {items.length > 1 && (
              <Button
                type="button"
                variant="secondary"
                busy={others.isPending}
                onClick={() => others.mutate({ body: {} }, { onSuccess: again })}
              >
                Sign out every other device
              </Button>
            )}
          </>
        )}
      </Awaited>
      <p className="govuk-body">
        A browser in which you were never signed in before is told to you by mail. If you know nothing of one:
        sign it out, then change your password.
      </p>
    </section>
  )
}

function Device({ session, onEnded }: { session: OpenSession; onEnded: () => void }) {
  const end = useChange(endSession)
  const name = session.device ?? 'A device'
  return (
    <div className="app-section">
      <h3 className="govuk-heading-s">
        {name} {session.current && <Tag>This device</Tag>}
      </h3>
      <p className="govuk-body">
        Since <Moment at={session.since} />
        {session.fromAddress && ` from ${session.fromAddress}`}, last used <Moment at={session.lastUsedAt} />
        {session.agencyName && `, for ${session.agencyName}`}.
      </p>
      <Refused error={end.error} attempt={end.submittedAt} />
      {!session.current && (
        <Button
          type="button"
          variant="secondary"
          busy={end.isPending}
          onClick={() => end.mutate({ params: { sessionId: session.id }, body: {} }, { onSuccess: onEnded })}
        >
          Sign out<span className="govuk-visually-hidden"> {name}</span>
        </Button>
      )}
    </div>
  )
}

interface ChangeProps {
  email: string
  changed: boolean
  onChanged: () => void
}

function ChangePassword({ email, changed, onChanged }: ChangeProps) {
  const { typed, ...kept } = usePasswordTyped()
  const form = useForm(changePassword, {
    ...kept,
    faultsIn: tooShort,
    said: () => ({ body: { password: typed } }),
    onSuccess: onChanged,
  })
  return (
    <section aria-label="Change your password">
      <h2 className="govuk-heading-m">Change your password</h2>
      {changed && (
        <NotificationBanner success>
          Your password is changed, and your other devices are signed out.
        </NotificationBanner>
      )}
      <Form form={form}>
        <NewPassword field={form.field('password')} email={email} />
        <Button busy={form.busy}>Change my password</Button>
      </Form>
    </section>
  )
}
