import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { DangerFields } from './danger-fields.tsx'
import { useSection } from './use-section.ts'
import { WantsFields } from './wants-fields.tsx'

export function HerVoice() {
  const { answers, set, words, choice, place } = useSection('herVoice')
  return (
    <>
      <p className="govuk-body">
        She is not in the room. These words open her item at the meeting, as she said them.
      </p>
      <Textarea {...words('words')} label="What does she want said?" hint="In her own words." rows={5} />
      <Textarea {...words('worries')} label="What worries her about this? (optional)" rows={3} />
      <DangerFields
        danger={choice('danger')}
        words={words('dangerWords')}
        hint="If she says that she is in danger, that alone is enough for the meeting’s criterion."
      />
      <WantsFields
        at={place('wants').name}
        wants={answers.wants ?? {}}
        onChange={(wants) => set('wants', wants)}
      />
      <Radios
        {...choice('given')}
        label="How were her words given?"
        options={[
          { value: 'to_referrer', label: 'To me' },
          { value: 'to_advocate', label: 'To an advocate' },
          { value: 'in_writing', label: 'In writing' },
          { value: 'not_yet_asked', label: 'She has not been asked yet' },
        ]}
      />
    </>
  )
}
