import { choiceWords } from '@alongside/shared/referrals/words'
import { Details } from '../../ui/details.tsx'
import { optionsOf } from '../../ui/options.ts'
import { Radios } from '../../ui/radios.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useSection } from './use-section.ts'

const chosen = choiceWords.equality

export function Equality() {
  const { answers, set, place, words, choice } = useSection('equality')
  return (
    <>
      <Details summary="Why these are asked">
        They are counted, never looked at one by one, so that the partnership sees whom it does not reach. Ask
        her; do not guess. “Prefers not to say” and “not yet asked” are good answers.
      </Details>
      <Select
        {...place('ethnicity')}
        label="Ethnicity"
        options={[{ value: '', label: 'No answer' }, ...optionsOf(chosen.ethnicity)]}
        value={answers.ethnicity ?? ''}
        onChange={(picked) => set('ethnicity', picked || undefined)}
      />
      <Radios {...choice('sex')} label="Sex" options={optionsOf(chosen.sex)} />
      <TextInput
        {...words('gender')}
        limit={100}
        label="Gender, in her own words"
        width={20}
        autoComplete="off"
      />
      <Radios
        {...choice('genderSameAsRegisteredAtBirth')}
        label="Is her gender the same as was registered at birth?"
        options={optionsOf(chosen.genderSameAsRegisteredAtBirth)}
      />
      <Radios
        {...choice('sexualOrientation')}
        label="Sexual orientation"
        options={optionsOf(chosen.sexualOrientation)}
      />
      <Radios
        {...choice('condition')}
        label="Does she have a health condition that lasts, or is expected to last, 12 months or more?"
        options={optionsOf(chosen.condition)}
      />
      {answers.condition === 'yes' && (
        <Radios
          {...choice('conditionReduces')}
          label="Does it make day-to-day activities harder?"
          options={optionsOf(chosen.conditionReduces)}
        />
      )}
    </>
  )
}
