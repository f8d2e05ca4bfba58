import { raiseAlarm } from '@alongside/shared/accounts/addresses'
import { Link } from '@tanstack/react-router'
import { useChange } from '../client/hooks.ts'
import { PublicLayout } from '../layouts/public-layout.tsx'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { useLinkToken } from './link-token.ts'

/** /not-me#token, of a mail that told of a new device or of a changed password. Looking at it does nothing. */
export default function NotMePage() {
  const token = useLinkToken()
  const alarm = useChange(raiseAlarm)
  if (alarm.data)
    return (
      <PublicLayout>
        <Page title="Everything has ended">
          <Panel title="Everything has ended">
            Nobody is signed in to your account, and no password fits
          </Panel>
          <p className="govuk-body">
            Whoever else leads your agency, and who coordinates, was told. To go on, press “Forgotten your
            password?” where you sign in, and choose another one.
          </p>
          <ButtonLink>
            <Link to="/">Go to signing in</Link>
          </ButtonLink>
        </Page>
      </PublicLayout>
    )
  return (
    <PublicLayout>
      <Page title="This was not me" heading="Was it not you?">
        <Refused error={alarm.error} attempt={alarm.submittedAt} />
        {token ? (
          <>
            <p className="govuk-body">
              Every device is signed out of your account at once, and its password fits no more. Whoever else
              leads your agency, and who coordinates, is told. You choose another password by a link that we
              mail to you.
            </p>
            <Button
              type="button"
              variant="warning"
              busy={alarm.isPending}
              onClick={() => alarm.mutate({ body: { token } })}
            >
              It was not me: end everything
            </Button>
            <p className="govuk-body">If it was you, close this page: nothing has changed.</p>
          </>
        ) : (
          <p className="govuk-body">This address holds no link. Open the one in your mail again.</p>
        )}
      </Page>
    </PublicLayout>
  )
}
