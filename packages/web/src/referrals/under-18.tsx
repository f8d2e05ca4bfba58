import { redirectChild } from '@alongside/shared/referrals/addresses'
import { forTheCall } from '@alongside/shared/referrals/for-the-call'
import { whyNotRedirectChild } from '@alongside/shared/referrals/rules'
import { isShort } from '@alongside/shared/referrals/tonight'
import { Link, useParams } from '@tanstack/react-router'
import { createContext, useContext, useState } from 'react'
import { paths } from '../paths.ts'
import { TakeBack } from '../safeguarding/take-back.tsx'
import { useIsOwnFrontDoor, WhomToTell } from '../safeguarding/whom-to-tell.tsx'
import { reasonOf } from '../sending/reason.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useAsking } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { fieldId } from '../ui/field-id.ts'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Radios } from '../ui/radios.tsx'
import { useDraft } from './draft-context.tsx'
import { useFormContext } from './form-context.ts'

/** Told when the referral is gone, since its form goes with it: of what takes its place, and when the recording is due. */
export const OnRedirected = createContext<(redirected: Redirection) => void>(() => undefined)

export interface Redirection {
  notificationId: string
  /** An instant. */
  dueAt: string
}

/** REF-3: said at once. No meeting referral is kept of someone who is or may be under 18. */
export function Under18() {
  const onRedirected = useContext(OnRedirected)
  const ownTeam = useIsOwnFrontDoor()('child')
  const { referral, tidy, faults, flush, finish } = useDraft()
  // What contradicts it is asked here too: nothing is settled in silence.
  const asked = faults.filter(
    ({ code, pointer }) => code === 'contradiction' && pointer.startsWith('/answers/person/age/'),
  )
  const { today } = useFormContext()
  const call = forTheCall(tidy, today)
  const asking = useAsking()
  const { section } = useParams({ strict: false })
  const [telling, setTelling] = useState<'now' | 'later' | ''>('')
  const redirect = useSending(redirectChild, {
    onSuccess: (redirected) => {
      void finish()
      onRedirected(redirected)
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
        {!ownTeam && 'Tell children’s social care now. '}Someone under 18 is never listed for the meeting.
      </p>
      <WhomToTell kind="child" />
      {asked.map(({ pointer, detail }) => (
        <p key={pointer} className="govuk-body">
          <Link
            {...paths.referralSection(referral.id, 'person')}
            hash={fieldId(pointer)}
            className="govuk-notification-banner__link"
          >
            {detail}
          </Link>
        </p>
      ))}
      {call && (
        <Details summary="What they will ask: what you typed">
          <p className="govuk-body app-as-typed">{call}</p>
        </Details>
      )}
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
        Either way a notification opens with its clock, and your safeguarding lead sees it with what you typed
        for the call. No referral is kept. If her age was a slip, you can bring it back within a week.
      </p>
      <Button
        type="button"
        busy={redirect.busy}
        reason={reasonOf(whyNotRedirectChild(referral, asking))}
        onClick={() => void record()}
      >
        Record it and close this referral
      </Button>
      {section !== 'person' && !isShort(tidy) && (
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

export function Redirected({ dueAt, notificationId }: Redirection) {
  return (
    <Page title="Recorded">
      <Panel title="Recorded">No meeting referral is kept</Panel>
      <p className="govuk-body">
        Tell children’s social care, and record who received it and its reference, <Due at={dueAt} />. It
        waits on “My work” until that is done, with what you typed for the call.
      </p>
      <TakeBack notificationId={notificationId} />
      <p className="govuk-body">
        <Link {...paths.work} className="govuk-link">
          Go to my work
        </Link>
      </p>
    </Page>
  )
}
