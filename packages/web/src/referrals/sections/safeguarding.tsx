import { useIsOwnFrontDoor, WhomToTell } from '../../safeguarding/whom-to-tell.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { degrees } from './options.ts'
import { useSection } from './use-section.ts'

export function Safeguarding() {
  const { answers, words, choice } = useSection('safeguarding')
  const ownTeam = useIsOwnFrontDoor()('adult')
  const has = isYes(answers.careAndSupportNeeds)
  return (
    <>
      <Radios
        {...choice('careAndSupportNeeds')}
        label="Does she have care and support needs?"
        hint="For example a learning disability, an illness or an impairment; whether or not anybody meets them now."
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
      {(has || answers.abuseOrNeglect !== undefined) && (
        <Radios
          {...choice('abuseOrNeglect')}
          label="Is she being abused or neglected, or at risk of it?"
          hint="By anybody: a partner, family, people who use her home or her money, a carer. Neglecting herself counts."
          options={degrees}
        />
      )}
      {(isYes(answers.abuseOrNeglect) || answers.abuseInWords !== undefined) && (
        <Textarea {...words('abuseInWords')} label="What is happening, or may? (optional)" rows={3} />
      )}
      {(has || answers.unableToProtectHerself !== undefined) && (
        <Radios
          {...choice('unableToProtectHerself')}
          label="Do those needs keep her from protecting herself from it?"
          options={degrees}
        />
      )}
      {(has || answers.outcome !== undefined) && (
        <Textarea
          {...words('outcome')}
          label="What does she want to come of it? (optional)"
          hint="In her own words. Write “not asked yet” if so. The three questions above are those of the Care Act 2014, section 42."
          rows={3}
        />
      )}
    </>
  )
}

const isYes = (answer: string | undefined) => answer === 'yes' || answer === 'suspected'
