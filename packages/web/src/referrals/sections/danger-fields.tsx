import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'

type Danger = NonNullable<NonNullable<ReferralAnswers['herVoice']>['danger']>
interface FieldOf<T> {
  name: string
  error: string | undefined
  value: T
}

interface Props {
  danger: FieldOf<Danger | '' | undefined> & { onChange: (danger: Danger) => void }
  words: FieldOf<string> & { onChange: (words: string) => void }
  hint?: string
}

/** CON-4: how she sees the danger herself, and what she says of it. */
export function DangerFields({ danger, words, hint }: Props) {
  return (
    <>
      <Radios
        {...danger}
        label="How does she see the danger that she is in? (optional)"
        hint={hint}
        options={[
          { value: 'in_danger', label: 'She says that she is in danger' },
          { value: 'worried', label: 'She is worried' },
          { value: 'not_worried', label: 'She is not worried' },
          { value: 'not_asked', label: 'I have not asked her' },
        ]}
      />
      {(danger.value ? danger.value !== 'not_asked' : words.value !== '') && (
        <Textarea {...words} label="What does she say of it? (optional)" hint="In her own words." rows={3} />
      )}
    </>
  )
}
