import { type Meeting, signMeeting } from '@alongside/shared/meetings/contract'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'

/** ACC-5, MTG-6: the agreement in full, and one button, before any paper opens. */
export function SignMeeting({ meeting }: { meeting: Meeting }) {
  const { name, acting } = useSession()
  const signing = useSending(signMeeting)
  return (
    <section className="app-section app-agreement" aria-labelledby="confidentiality">
      <h2 className="govuk-heading-m" id="confidentiality">
        Confidentiality agreement of this meeting
      </h2>
      <p className="govuk-body">The papers open as soon as you have read this and signed.</p>
      <div className="app-agreement__text app-as-typed">{meeting.confidentialityText}</div>
      <Refused error={signing.error} attempt={signing.attempt} />
      <Button
        type="button"
        busy={signing.busy}
        onClick={() => signing.send({ params: { meetingId: meeting.id }, body: { agreed: true } })}
      >
        Sign attendance and confidentiality
      </Button>
      <p className="app-quiet">
        Signed as {name}, {acting?.agencyName}, with the time of now.
      </p>
    </section>
  )
}
