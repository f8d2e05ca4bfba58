import { isWholeDate } from '@alongside/shared/referrals/unfinished-dates'
import { DateInput } from '../../ui/date-input.tsx'
import { Radios } from '../../ui/radios.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useDraft } from '../draft-context.tsx'
import { ReadBackDate } from '../read-back-date.tsx'
import { Under18 } from '../under-18.tsx'
import { yesNo } from './options.ts'
import { useSection } from './use-section.ts'

export function Person() {
  const { answers, set, words, choice, place } = useSection('person')
  const { under18 } = useDraft()
  return (
    <>
      <TextInput {...words('name')} label="The name that she uses" autoComplete="off" spellCheck={false} />
      <Textarea
        {...place('aliases')}
        label="Other names (optional)"
        hint="One on each line."
        rows={2}
        value={(answers.aliases ?? []).join('\n')}
        onChange={(typed) => set('aliases', typed === '' ? undefined : typed.split('\n'))}
        spellCheck={false}
      />
      <DateInput
        {...words('dateOfBirth')}
        label="Date of birth"
        hint="For example, 14 2 1991. Leave it empty if it is not known."
        after={<ReadBackDate />}
      />
      {!isWholeDate(answers.dateOfBirth) && (
        <>
          <Radios
            {...choice('ageBelief')}
            label="If it is not known: how old do you believe her to be?"
            options={[
              { value: 'believed_adult', label: '18 or over' },
              { value: 'may_be_under_18', label: 'She may be under 18' },
            ]}
          />
          <Textarea {...words('ageBeliefRestsOn')} label="What does that rest on?" rows={2} />
        </>
      )}
      {under18 && <Under18 />}
      <h2 className="govuk-heading-m">Reaching her safely</h2>
      <Textarea
        {...words('safeContactHow')}
        label="How is it safe to contact her?"
        hint="Through whom, on which number, by text or call. Write “not yet known” if so."
        rows={3}
      />
      <Textarea {...words('safeContactWhen')} label="When is it safe? (optional)" rows={2} />
      <Textarea
        {...words('contactToAvoid')}
        label="What would put her at risk? (optional)"
        hint="Numbers, times, places or people to keep away from."
        rows={2}
      />
      <TextInput {...words('language')} label="Her language (optional)" width={20} autoComplete="off" />
      <Radios
        {...choice('interpreter')}
        label="Does she want an interpreter? (optional)"
        inline
        options={yesNo}
      />
    </>
  )
}
