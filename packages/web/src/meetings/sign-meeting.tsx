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
  const { acting } = useSession()
  return (
    <AgreementToSign
      of={acting?.agencyName}
      text={meeting.confidentialityText}
      signing={{ ...signing, busy: signing.busy || signed }}
      onSign={() => signing.send({ params: { meetingId: meeting.id }, body: { agreed: true } })}
    />
  )
}

interface AgreementToSignProps {
  text: string
  /** For which agency; a guest or an observer signs for herself alone. */
  of?: string | undefined
  /** An observer has none. */
  papers?: boolean
  signing: { error: Error | null; attempt: number; busy: boolean }
  onSign: () => void
}

/** The agreement in full, and one button. */
export function AgreementToSign({ text, of, papers = true, signing, onSign }: AgreementToSignProps) {
  const { name } = useSession()
  return (
    <section className="app-section app-agreement" aria-labelledby="confidentiality">
      <h2 className="govuk-heading-m" id="confidentiality">
        Confidentiality agreement of this meeting
      </h2>
      <p className="govuk-body">
        {papers
          ? 'The papers open as soon as you have read this and signed. Attendance begins when you are in the room.'
          : 'Read this and sign it before you sit in. Attendance begins when you are in the room.'}
      </p>
      <div className="app-agreement__text app-as-typed">{text}</div>
      <Refused error={signing.error} attempt={signing.attempt} />
      <Button type="button" busy={signing.busy} onClick={onSign}>
        Sign the confidentiality agreement
      </Button>
      <p className="app-quiet">
        Signed as {name}
        {of && `, ${of}`}, with the time of now.
      </p>
    </section>
  )
}
