import type { Case } from '@alongside/shared/cases/contract'
import { recordWithoutConsent } from '@alongside/shared/consent/addresses'
import { withoutConsentFaults } from '@alongside/shared/consent/rules'
import { listLimits, listOverrides } from '@alongside/shared/limits/addresses'
import { askedAlready, pastLimitFaults, whyNotShare } from '@alongside/shared/limits/rules'
import { problems } from '@alongside/shared/problems'
import { Link, useNavigate } from '@tanstack/react-router'
import { useKept } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { dateFaults } from '../consent/date-faults.ts'
import { WithoutConsentFields } from '../consent/without-consent-fields.tsx'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { NameLimits, type SharingAnswers, withLimits } from '../limits/name-limits.tsx'
import { paths } from '../paths.ts'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { InsetText } from '../ui/inset-text.tsx'

const none: SharingAnswers = {}

/** CON-2: recorded in full or not at all. */
export function RecordWithoutConsent({ file }: { file: Case }) {
  const { agencies } = usePartnership()
  const calendar = useCalendar()
  const mayRecord = useCan('consents:record')
  const navigate = useNavigate()
  const back = paths.caseSection(file.id, 'consent')
  const [answers, setAnswers, clear] = useKept<SharingAnswers>(
    `without consent ${file.id}`,
    'A sharing without consent, not recorded yet',
    none,
  )
  const limits = useRead(listLimits, { params: { caseId: file.id } }).data?.items ?? []
  const asking = useRead(listOverrides, { params: { caseId: file.id } }).data
  const overrides = asking?.items ?? []
  const waiting = askedAlready(answers, file.id, limits, overrides)
  const form = useForm(recordWithoutConsent, {
    start: answers,
    state: [answers, setAnswers, clear],
    said: (body) => ({ params: { caseId: file.id }, body: withLimits(body, limits) }),
    faultsIn: (body) => [
      ...withoutConsentFaults(body, '', today(calendar), (id) => agencies.some((agency) => agency.id === id)),
      ...pastLimitFaults(withLimits(body, limits), limits),
      ...dateFaults({ reviewOn: body.reviewOn, 'capacity/assessedOn': body.capacity?.assessedOn }),
    ],
    onSuccess: () => void navigate(back),
  })
  const asked = waiting.length > 0 ? problems['override.asked'].title : undefined
  const refused = whyNotShare(file)
  const otherwise = mayRecord ? asked : 'Your role does not record this.'
  const reason = refused ? `${problems[refused].title}. ${problems[refused].fix}` : otherwise
  return (
    <Form form={form} className="app-narrow">
      <WithoutConsentFields
        at=""
        answers={answers}
        onChange={setAnswers}
        agencies={agencies}
        errorAt={form.errorAt}
      />
      <NameLimits
        limits={limits}
        undecided={asking?.undecided ?? []}
        couldDecide={asking?.couldDecide ?? []}
        answers={answers}
        onChange={setAnswers}
        errorAt={form.errorAt}
      />
      {waiting.map(({ id, agencyName }) => (
        <InsetText key={id}>
          Somebody has asked already to share with {agencyName}, and two people are deciding.{' '}
          <Link {...paths.caseSection(file.id, 'past-limit')} className="govuk-link">
            Read what was asked
          </Link>
          . If a life is in danger now, say so above: it is then asked urgently, in place of the other.
        </InsetText>
      ))}
      <ButtonGroup>
        <Button busy={form.busy} reason={reason}>
          Record sharing without consent
        </Button>
        <Link {...back} className="govuk-link">
          Go back without recording
        </Link>
      </ButtonGroup>
    </Form>
  )
}
