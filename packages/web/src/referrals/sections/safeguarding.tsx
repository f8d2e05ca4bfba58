import { useIsOwnFrontDoor, WhomToTell } from '../../safeguarding/whom-to-tell.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { degrees } from './options.ts'
import { useSection } from './use-section.ts'

export function Safeguarding() {
  const { answers, words, choice } = useSection('safeguarding')
  const ownTeam = useIsOwnFrontDoor()('adult')
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
        <>
          {!ownTeam && (
            <p className="govuk-body">
              Tell the safeguarding adults team too; the case asks for it until it is recorded.
            </p>
          )}
          <WhomToTell kind="adult" />
        </>
      )}
      {(has || answers.about !== undefined) && (
        <Textarea {...words('about')} label="What are they?" rows={4} />
      )}
    </>
  )
}
