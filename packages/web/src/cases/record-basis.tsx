import type { Case } from '@alongside/shared/cases/contract'
import { recordLawfulBasis } from '@alongside/shared/consent/addresses'
import { unproved } from '@alongside/shared/consent/lawful-rules'
import type { LawfulAnswers } from '@alongside/shared/consent/lawful-schema'
import { whyNotShare } from '@alongside/shared/limits/rules'
import { type Fault, problems } from '@alongside/shared/problems'
import { Link, useNavigate } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { BasisFields, proposalFor } from '../consent/basis-fields.tsx'
import { useLegalFacts } from '../consent/lawful-fields.tsx'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { Select } from '../ui/select.tsx'

const nothing: LawfulAnswers = { agencyId: '' }

/** CON-6: named on the case, for what is shared already or is to be. It opens nothing by itself. */
export default function RecordBasis({ file }: { file: Case }) {
  const { agencies } = usePartnership()
  const { own, factsOf } = useLegalFacts(true)
  const mayRecord = useCan('consents:record')
  const navigate = useNavigate()
  const back = paths.caseSection(file.id, 'consent')
  const stands = (answers: LawfulAnswers) =>
    proposalFor(answers, factsOf(own), factsOf(answers.agencyId)).stands
  const form = useForm(recordLawfulBasis, {
    ...useKeptTyping(`basis ${file.id}`, 'On what sharing rests, not recorded yet', { answers: nothing }),
    faultsIn: ({ answers }) => faultsOf(answers, stands(answers)),
    said: ({ answers: { agencyId, purpose = '', say, because = '', words = '' } }) => ({
      params: { caseId: file.id },
      body: { agencyId, purpose, because, words, ...answered({ say }) },
    }),
    onSuccess: () => void navigate(back),
  })
  const { answers } = form.values
  const refused = whyNotShare(file)
  const reason = refused
    ? `${problems[refused].title}. ${problems[refused].fix}`
    : mayRecord
      ? undefined
      : 'Your role does not record this.'
  const name = agencies.find(({ id }) => id === answers.agencyId)?.name
  return (
    <Form form={form} className="app-narrow">
      <p className="govuk-body">
        Her say is a promise to her, and stays one. What the law rests on is named beside it, purpose by
        purpose. It opens the case to nobody.
      </p>
      <Select
        name="/agencyId"
        error={form.errorAt('/agencyId')}
        label="Which agency gets it?"
        options={[
          { value: '', label: 'Choose an agency' },
          ...agencies.filter(({ id }) => id !== own).map(({ id, name: label }) => ({ value: id, label })),
        ]}
        value={answers.agencyId}
        onChange={(agencyId) => form.set({ answers: { agencyId } })}
      />
      {name && (
        <BasisFields
          at=""
          name={name}
          answers={answers}
          onChange={(next) => form.set({ answers: next })}
          errorAt={form.errorAt}
          sender={factsOf(own)}
          receiver={factsOf(answers.agencyId)}
        />
      )}
      <ButtonGroup>
        <Button busy={form.busy} reason={reason}>
          Record the basis
        </Button>
        <Link {...back} className="govuk-link">
          Go back without recording
        </Link>
      </ButtonGroup>
    </Form>
  )
}

function faultsOf({ agencyId, purpose, because }: LawfulAnswers, stands: boolean): Fault[] {
  const missing = (pointer: string, detail: string) => ({ pointer, code: 'missing', detail })
  if (!agencyId) return [missing('/agencyId', 'Choose an agency')]
  if (!purpose) return [missing('/purpose', 'Choose what it is for')]
  return unproved({ because, confirmed: stands }, '')
}
