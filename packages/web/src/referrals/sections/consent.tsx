import { restsOnHerSay, restsOnRecord, sharedWith } from '@alongside/shared/consent/lawful-rules'
import { ConsentFields } from '../../consent/consent-fields.tsx'
import { LawfulFields } from '../../consent/lawful-fields.tsx'
import { WithoutConsentFields } from '../../consent/without-consent-fields.tsx'
import { usePartnership } from '../../session/partnership.ts'
import { Radios } from '../../ui/radios.tsx'
import { RunByWhom } from '../run-by-whom.tsx'
import { useSection } from './use-section.ts'

export function ConsentSection() {
  const { answers, set, choice, errorOf } = useSection('consent')
  const { agencies } = usePartnership()
  return (
    <>
      <Radios
        {...choice('basis')}
        label="On what does sharing rest?"
        options={[
          {
            value: 'consent',
            label: 'She agrees',
            hint: 'To some agencies or all. An agency that she does not agree to sees nothing.',
          },
          {
            value: 'without_consent',
            label: 'Sharing without consent',
            hint: 'Asking would put someone at risk, or cannot be done; or she said no and the risk outweighs it.',
          },
          {
            value: 'both',
            label: 'Both',
            hint: 'She agrees to some agencies or purposes, and something has to go to another without her agreement. Each stays what it is.',
          },
        ]}
      />
      <RunByWhom />
      {answers.basis === 'both' && <h2 className="govuk-heading-m">What she agrees to</h2>}
      {restsOnHerSay(answers.basis) && (
        <ConsentFields
          at="/answers/consent/given"
          answers={answers.given ?? {}}
          onChange={(given) => set('given', given)}
          agencies={agencies}
          errorAt={errorOf}
        />
      )}
      {answers.basis === 'both' && <h2 className="govuk-heading-m">What is shared without her agreement</h2>}
      {restsOnRecord(answers.basis) && (
        <WithoutConsentFields
          at="/answers/consent/without"
          answers={answers.without ?? {}}
          onChange={(without) => set('without', without)}
          agencies={agencies}
          errorAt={errorOf}
        />
      )}
      {answers.basis && (
        <LawfulFields
          at="/answers/consent/lawful"
          lawful={answers.lawful ?? []}
          onChange={(lawful) => set('lawful', lawful)}
          receiving={agencies.filter(({ id }) => sharedWith(answers).includes(id))}
          errorAt={errorOf}
        />
      )}
    </>
  )
}
