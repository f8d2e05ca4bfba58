import { redirectChild } from '@alongside/shared/referrals/addresses'
import { whyNotRedirectChild } from '@alongside/shared/referrals/rules'
import { Link, useParams } from '@tanstack/react-router'
import { createContext, useContext, useState } from 'react'
import { paths } from '../paths.ts'
import { reasonOf } from '../sending/reason.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { usePartnership } from '../session/partnership.ts'
import { useAsking } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Radios } from '../ui/radios.tsx'
import { useDraft } from './draft-context.tsx'

/** Told when the referral is gone, since its form goes with it. An instant: when the recording is due. */
export const OnRedirected = createContext<(dueAt: string) => void>(() => undefined)

/** REF-3: said at once. No meeting referral is kept of someone who is or may be under 18. */
export function Under18() {
  const onRedirected = useContext(OnRedirected)
  const { childrensSocialCare } = usePartnership()
  const { referral, flush, finish } = useDraft()
  const asking = useAsking()
  const { section } = useParams({ strict: false })
  const [telling, setTelling] = useState<'now' | 'later' | ''>('')
  const redirect = useSending(redirectChild, {
    onSuccess: ({ dueAt }) => {
      void finish()
      onRedirected(dueAt)
    },
    faultsIn: () =>
      telling === ''
        ? [{ pointer: '/tellingNow', code: 'missing', detail: 'Say whether you are telling them now' }]
        : [],
  })
  const record = async () => {
    await flush()
    redirect.send({ params: { referralId: referral.id }, body: { tellingNow: telling === 'now' } })
  }
  return (
    <NotificationBanner title="She is or may be under 18">
      <p className="govuk-notification-banner__heading">
        Tell children’s social care now. Someone under 18 is never listed for the meeting.
      </p>
      <InsetText>{childrensSocialCare}</InsetText>
      <p className="govuk-visually-hidden" role="alert">
        She is or may be under 18. What to do now stands below.
      </p>
      <Refused error={redirect.error} attempt={redirect.attempt} />
      <Radios
        name="/tellingNow"
        label="Are you telling them now?"
        inline
        error={redirect.errorAt('/tellingNow')}
        options={[
          { value: 'now', label: 'Yes, now' },
          { value: 'later', label: 'I cannot at this moment' },
        ]}
        value={telling}
        onChange={setTelling}
      />
      <p className="govuk-body">
        Either way a notification opens with its clock, and your safeguarding lead sees it. This referral is
        then closed and not kept.
      </p>
      <Button
        type="button"
        busy={redirect.busy}
        reason={reasonOf(whyNotRedirectChild(referral, asking))}
        onClick={() => void record()}
      >
        Record it and close this referral
      </Button>
      {section !== 'person' && (
        <p className="govuk-body">
          Is she 18 or over?{' '}
          <Link {...paths.referralSection(referral.id, 'person')} className="govuk-notification-banner__link">
            Correct her date of birth or what you believe
          </Link>
          . Everything else you wrote is still here.
        </p>
      )}
    </NotificationBanner>
  )
}

export function Redirected({ dueAt }: { dueAt: string }) {
  return (
    <Page title="Recorded">
      <Panel title="Recorded">No meeting referral is kept</Panel>
      <p className="govuk-body">
        Tell children’s social care, and record who received it and its reference, <Due at={dueAt} />. It
        waits on “My work” until that is done.
      </p>
      <p className="govuk-body">
        <Link {...paths.work} className="govuk-link">
          Go to my work
        </Link>
      </p>
    </Page>
  )
}
