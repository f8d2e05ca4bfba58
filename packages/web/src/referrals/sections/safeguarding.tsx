import { usePartnership } from '../../session/partnership.ts'
import { InsetText } from '../../ui/inset-text.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { degrees } from './options.ts'
import { useSection } from './use-section.ts'

export function Safeguarding() {
  const { answers, words, choice } = useSection('safeguarding')
  const { safeguardingAdults } = usePartnership()
  const has = answers.careAndSupportNeeds === 'yes' || answers.careAndSupportNeeds === 'suspected'
  return (
    <>
      <Radios
        {...choice('careAndSupportNeeds')}
        label="Does she have care and support needs?"
        hint="For example a learning disability, an illness or an impairment, so that she cannot well protect herself."
        options={degrees}
      />
      {has && (
        <InsetText>
          Tell the safeguarding adults team too; the case asks for it until it is recorded.{' '}
          {safeguardingAdults}
        </InsetText>
      )}
      {(has || answers.about !== undefined) && (
        <Textarea {...words('about')} label="What are they?" rows={4} />
      )}
    </>
  )
}
