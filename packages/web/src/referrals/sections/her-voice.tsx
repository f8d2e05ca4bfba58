import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useSection } from './use-section.ts'

export function HerVoice() {
  const { words, choice } = useSection('herVoice')
  return (
    <>
      <p className="govuk-body">
        She is not in the room. These words open her item at the meeting, as she said them.
      </p>
      <Textarea {...words('words')} label="What does she want said?" hint="In her own words." rows={5} />
      <Textarea {...words('worries')} label="What worries her about this? (optional)" rows={3} />
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
