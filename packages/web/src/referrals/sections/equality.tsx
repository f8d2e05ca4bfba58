import categories from '@alongside/shared/data/equality-categories.json'
import { ethnicityGroups } from '@alongside/shared/referrals/values'
import { Details } from '../../ui/details.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { optionsOf, untold } from './options.ts'
import { useSection } from './use-section.ts'

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
        options={[
          { value: '', label: 'No answer' },
          ...Object.values(ethnicityGroups)
            .flat()
            .map((name) => ({ value: name, label: name })),
          ...untold,
        ]}
        value={answers.ethnicity ?? ''}
        onChange={(picked) => set('ethnicity', picked)}
      />
      <Radios {...choice('sex')} label="Sex" options={[...optionsOf(['Female', 'Male']), ...untold]} />
      <TextInput {...words('gender')} label="Gender, in her own words" width={20} autoComplete="off" />
      <Radios
        {...choice('genderSameAsRegisteredAtBirth')}
        label="Is her gender the same as was registered at birth?"
        options={[...optionsOf(['Yes', 'No']), ...untold]}
      />
      <Radios
        {...choice('sexualOrientation')}
        label="Sexual orientation"
        options={[...optionsOf(categories.sexualOrientation), ...untold]}
      />
      <Radios
        {...choice('condition')}
        label="Does she have a health condition that lasts, or is expected to last, 12 months or more?"
        options={[...optionsOf(['Yes', 'No']), ...untold]}
      />
      {answers.condition === 'Yes' && (
        <Radios
          {...choice('conditionReduces')}
          label="Does it make day-to-day activities harder?"
          options={[...optionsOf(['Yes, a lot', 'Yes, a little', 'Not at all']), ...untold]}
        />
      )}
    </>
  )
}
