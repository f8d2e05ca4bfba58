import { type Case } from '@alongside/shared/cases/contract'
import { recordWithoutConsent } from '@alongside/shared/consent/contract'
import { withoutConsentFaults } from '@alongside/shared/consent/rules'
import type { WithoutConsentAnswers } from '@alongside/shared/consent/schema'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { dateFaults } from '../consent/date-faults.ts'
import { WithoutConsentFields } from '../consent/without-consent-fields.tsx'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'

/** CON-2: recorded in full or not at all. */
export function RecordWithoutConsent({ file }: { file: Case }) {
  const { agencies } = usePartnership()
  const calendar = useCalendar()
  const mayRecord = useCan('consents:record')
  const navigate = useNavigate()
  const back = paths.caseSection(file.id, 'consent')
  const [answers, setAnswers] = useState<WithoutConsentAnswers>({})
  const sending = useSending(recordWithoutConsent, {
    faultsIn: ({ body }) => [
      ...withoutConsentFaults(body, '', today(calendar), (id) => agencies.some((agency) => agency.id === id)),
      ...dateFaults({ reviewOn: body.reviewOn, 'capacity/assessedOn': body.capacity?.assessedOn }),
    ],
    onSuccess: () => void navigate(back),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.send({ params: { caseId: file.id }, body: answers })
  }
  return (
    <form onSubmit={submit} noValidate className="app-narrow">
      <Refused error={sending.error} attempt={sending.attempt} />
      <WithoutConsentFields
        at=""
        answers={answers}
        onChange={setAnswers}
        agencies={agencies}
        errorAt={sending.errorAt}
      />
      <ButtonGroup>
        <Button busy={sending.busy} reason={mayRecord ? undefined : 'Your role does not record this.'}>
          Record sharing without consent
        </Button>
        <Link {...back} className="govuk-link">
          Go back without recording
        </Link>
      </ButtonGroup>
    </form>
  )
}
