import { useState } from 'react'
import { AgeFields } from '../../age/age-fields.tsx'
import { ReachSection } from '../../reach/reach-section.tsx'
import { Radios } from '../../ui/radios.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useDraft } from '../draft-context.tsx'
import { useFormContext } from '../form-context.ts'
import { ReadBackDate } from '../read-back-date.tsx'
import { Under18 } from '../under-18.tsx'
import { yesNo } from './options.ts'
import { useSection } from './use-section.ts'

export function Person() {
  const { answers, set, words, choice, place, errorOf } = useSection('person')
  const { today } = useFormContext()
  const { under18 } = useDraft()
  // While an age is typed, its first digit is no child of three.
  const [typing, setTyping] = useState(false)
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
      <AgeFields
        at="/answers/person/age"
        age={answers.age ?? {}}
        onChange={(age) => set('age', age)}
        errorAt={errorOf}
        today={today}
        readBack={<ReadBackDate />}
        onTyping={setTyping}
        whenYoung={under18 && !typing && <Under18 />}
      />
      <h2 className="govuk-heading-m">Reaching her safely</h2>
      <ReachSection />
      <Textarea
        {...words('contactToAvoid')}
        label="What would put her at risk? (optional)"
        hint="Numbers, times, places or people to keep away from."
        rows={2}
      />
      <TextInput
        {...words('language')}
        limit={100}
        label="Her language (optional)"
        width={20}
        autoComplete="off"
      />
      <Radios
        {...choice('interpreter')}
        label="Does she want an interpreter? (optional)"
        inline
        options={yesNo}
      />
    </>
  )
}
