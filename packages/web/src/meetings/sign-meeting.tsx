import { signMeeting } from '@alongside/shared/meetings/addresses'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'

/** ACC-5, MTG-6: a member's signature, before any paper opens. */
export function SignMeeting({ meeting }: { meeting: Meeting }) {
  // Until the papers that it opens are here.
  const [signed, setSigned] = useState(false)
  const signing = useSending(signMeeting, { onSuccess: () => setSigned(true) })
  return (
    <AgreementToSign
      text={meeting.confidentialityText}
      signing={{ ...signing, busy: signing.busy || signed }}
      onSign={() => signing.send({ params: { meetingId: meeting.id }, body: { agreed: true } })}
    />
  )
}

interface AgreementToSignProps {
  text: string
  signing: { error: Error | null; attempt: number; busy: boolean }
  onSign: () => void
}

/** The agreement in full, and one button. */
export function AgreementToSign({ text, signing, onSign }: AgreementToSignProps) {
  const { name, acting } = useSession()
  return (
    <section className="app-section app-agreement" aria-labelledby="confidentiality">
      <h2 className="govuk-heading-m" id="confidentiality">
        Confidentiality agreement of this meeting
      </h2>
      <p className="govuk-body">
        The papers open as soon as you have read this and signed. Attendance begins when you are in the room.
      </p>
      <div className="app-agreement__text app-as-typed">{text}</div>
      <Refused error={signing.error} attempt={signing.attempt} />
      <Button type="button" busy={signing.busy} onClick={onSign}>
        Sign the confidentiality agreement
      </Button>
      <p className="app-quiet">
        Signed as {name}, {acting?.agencyName}, with the time of now.
      </p>
    </section>
  )
}
