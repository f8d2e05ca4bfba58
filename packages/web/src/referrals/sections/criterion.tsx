import { saysInDanger } from '@alongside/shared/referrals/completeness'
import { escalationProposed } from '@alongside/shared/traffic-light/evaluate'
import { usePartnership } from '../../session/partnership.ts'
import { Alert } from '../../ui/alert.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { InsetText } from '../../ui/inset-text.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useDraft } from '../draft-context.tsx'
import { FigureInput } from './figure-input.tsx'
import { useSection } from './use-section.ts'

export function Criterion() {
  const { answers, set, words, choice, place } = useSection('criterion')
  const { ruleSet } = usePartnership()
  const { tidy } = useDraft()
  const { proposed, because } = escalationProposed(ruleSet, tidy.criterion ?? {})
  const figure = (key: FigureKey) => ({
    ...place(key),
    value: answers[key],
    onChange: (value: number | string | undefined) => set(key, value as number | undefined),
  })
  return (
    <>
      <h2 className="govuk-heading-m">Figures, where you have them</h2>
      <FigureInput
        {...figure('policeContactsLast12Months')}
        label="Police call-outs or arrests in the past 12 months"
      />
      <FigureInput {...figure('policeContactsPrevious12Months')} label="And in the 12 months before" />
      <FigureInput {...figure('courtDiversionsImposed')} label="Court diversions imposed" />
      <FigureInput
        {...figure('courtDiversionMeetingsMissed')}
        label="Of these, whose compulsory meetings she was not able to attend"
      />
      {proposed ? (
        <Alert title="The figures speak for escalation" heading variant="information">
          {because.map((reason) => (
            <p className="govuk-body" key={reason}>
              {reason}.
            </p>
          ))}
        </Alert>
      ) : (
        <InsetText>
          The figures so far do not propose escalation. Professional judgement is always open.
        </InsetText>
      )}
      {saysInDanger(tidy) && (
        <InsetText>
          She says herself that she is in danger. That alone is enough for professional judgement; you need
          not choose or give reasons.
        </InsetText>
      )}
      <Radios
        {...choice('kind')}
        label="On which of the two does this referral rest?"
        options={[
          {
            value: 'professional_judgement',
            label: 'Professional judgement',
            hint: 'You are seriously concerned. Open also where she could not disclose.',
          },
          { value: 'escalation', label: 'Escalation', hint: 'A marked rise, by the figures above.' },
        ]}
      />
      {answers.kind === 'professional_judgement' && (
        <>
          <Textarea {...words('reasons')} label="What makes you seriously concerned?" rows={5} />
          <Checkbox
            {...place('couldNotDisclose')}
            label="She could not tell it herself"
            hint="For fear, for her culture’s sake, or because of so-called honour-based violence."
            value={answers.couldNotDisclose ?? false}
            onChange={(checked) => set('couldNotDisclose', checked || undefined)}
          />
        </>
      )}
    </>
  )
}

type FigureKey =
  | 'policeContactsLast12Months'
  | 'policeContactsPrevious12Months'
  | 'courtDiversionsImposed'
  | 'courtDiversionMeetingsMissed'
