import { referralStates } from '@alongside/shared/referrals/values'
import { stateWords } from '@alongside/shared/referrals/words'
import { useState } from 'react'
import { lightOptions } from '../cases/light-options.ts'
import { useCan } from '../session/session.tsx'
import { Filter } from '../ui/filter.tsx'
import { Select } from '../ui/select.tsx'
import { boxes, type ReferralFilters } from './filters.ts'

type Props = { filters: ReferralFilters; onChange: (filters: ReferralFilters) => void }

const boxWords = {
  written_by_me: 'Written by me',
  to_answer: 'For my agency to answer',
  to_triage: 'For me to triage',
} as const
const lightWords = { red: 'Red', amber: 'Amber', green: 'Green' } as const

export function ReferralFilter({ filters, onChange }: Props) {
  const [draft, setDraft] = useState(filters)
  const triages = useCan('referrals:triage')
  const without = (key: keyof ReferralFilters) => {
    const { [key]: _, ...others } = filters
    onChange(others)
  }
  const set = <K extends 'box' | 'state' | 'light'>(key: K, value: ReferralFilters[K] | '') => {
    const { [key]: _, ...others } = draft
    setDraft(value === '' ? others : { ...others, [key]: value })
  }
  const { box, state, light } = filters
  return (
    <Filter
      selected={[
        ...(box ? [{ category: 'Whose', text: boxWords[box], onRemove: () => without('box') }] : []),
        ...(state ? [{ category: 'State', text: stateWords[state], onRemove: () => without('state') }] : []),
        ...(light ? [{ category: 'Light', text: lightWords[light], onRemove: () => without('light') }] : []),
      ]}
      onClear={() => onChange(filters.sort ? { sort: filters.sort } : {})}
      onApply={() => onChange(draft)}
    >
      <Select
        name="/box"
        label="Whose"
        options={[
          { value: '', label: 'All that my agency may see' },
          ...boxes
            .filter((value) => triages || value !== 'to_triage')
            .map((value) => ({ value, label: boxWords[value] })),
        ]}
        value={draft.box ?? ''}
        onChange={(value) => set('box', value)}
      />
      <Select
        name="/state"
        label="State"
        options={[
          { value: '', label: 'Any' },
          ...referralStates.map((value) => ({ value, label: stateWords[value] })),
        ]}
        value={draft.state ?? ''}
        onChange={(value) => set('state', value)}
      />
      <Select
        name="/light"
        label="Light"
        options={lightOptions}
        value={draft.light ?? ''}
        onChange={(value) => set('light', value)}
      />
    </Filter>
  )
}
