import type { Case } from '@alongside/shared/cases/contract'
import { recordWithoutConsent } from '@alongside/shared/consent/addresses'
import { withoutConsentFaults } from '@alongside/shared/consent/rules'
import type { WithoutConsentAnswers } from '@alongside/shared/consent/schema'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { dateFaults } from '../consent/date-faults.ts'
import { WithoutConsentFields } from '../consent/without-consent-fields.tsx'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
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
  const form = useForm(recordWithoutConsent, {
    start: answers,
    state: [answers, setAnswers, () => undefined],
    said: (body) => ({ params: { caseId: file.id }, body }),
    faultsIn: (body) => [
      ...withoutConsentFaults(body, '', today(calendar), (id) => agencies.some((agency) => agency.id === id)),
      ...dateFaults({ reviewOn: body.reviewOn, 'capacity/assessedOn': body.capacity?.assessedOn }),
    ],
    onSuccess: () => void navigate(back),
  })
  return (
    <Form form={form} className="app-narrow">
      <WithoutConsentFields
        at=""
        answers={answers}
        onChange={setAnswers}
        agencies={agencies}
        errorAt={form.errorAt}
      />
      <ButtonGroup>
        <Button busy={form.busy} reason={mayRecord ? undefined : 'Your role does not record this.'}>
          Record sharing without consent
        </Button>
        <Link {...back} className="govuk-link">
          Go back without recording
        </Link>
      </ButtonGroup>
    </Form>
  )
}
