import { readMyInvitation, signMyInvitation } from '@alongside/shared/guests/addresses'
import type { MyInvitation as Invitation } from '@alongside/shared/guests/contract'
import { modeWords } from '@alongside/shared/meetings/words'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { AgreementToSign } from '../meetings/sign-meeting.tsx'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { dayWords, timeWords } from '../time/words.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'

const every = 15_000 // milliseconds between looks: the item opens and ends by itself

/** GST-1: the one page of a guest or an observer: when and where, the agreement, and the one item once it is open. */
export function MyInvitation() {
  const invitation = useRead(readMyInvitation, {}, { staleTime: 0, refetchInterval: every })
  return (
    <AwaitedPage read={invitation} title="Your invitation" label="Loading your invitation">
      {(loaded) => <Shown invitation={loaded} />}
    </AwaitedPage>
  )
}

function Shown({ invitation }: { invitation: Invitation }) {
  const calendar = useCalendar()
  const signing = useSending(signMyInvitation)
  const { meetingStartsAt, mode, venue, signedByMe, kind } = invitation
  return (
    <Page title="Your invitation" heading={dayWords(calendar, meetingStartsAt)} caption="Your invitation">
      <p className="govuk-body">
        {timeWords(calendar, meetingStartsAt)}, {modeWords[mode]}
        {venue && `, ${venue}`}
      </p>
      <p className="govuk-body">
        {kind === 'guest'
          ? 'You are invited for one case, and are in the room while it is spoken of.'
          : 'You are invited to sit in. You see no papers.'}
      </p>
      {!signedByMe && (
        <AgreementToSign
          text={invitation.confidentialityText}
          papers={kind === 'guest'}
          signing={signing}
          onSign={() => signing.send({ body: { agreed: true } })}
        />
      )}
      {signedByMe && <Next invitation={invitation} />}
    </Page>
  )
}

function Next({ invitation: { item } }: { invitation: Invitation }) {
  if (!item)
    return <InsetText>You have signed. There is nothing more to do here before the meeting.</InsetText>
  if (!item.open)
    return (
      <InsetText>
        You have signed. The case is closed to you for the moment, because a basis for sharing it is needed.
        This page changes by itself.
      </InsetText>
    )
  return (
    <ButtonLink>
      <Link {...paths.agendaItem(item.id)}>Open the case that you are invited for</Link>
    </ButtonLink>
  )
}
