import { OtherForumsAsked } from '../../other-forums/asked.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useDraft } from '../draft-context.tsx'
import { useSection } from './use-section.ts'

export function RequestSection() {
  const { words } = useSection('request')
  const toMeeting = useDraft().answers.addressedTo?.meeting
  return (
    <>
      <Textarea {...words('asks')} label="What do you ask of the meeting or the agencies?" rows={4} />
      <Textarea
        {...words('needsMultiAgency')}
        label={`Why is one agency alone not enough?${toMeeting ? '' : ' (optional)'}`}
        rows={3}
      />
      <Textarea {...words('inPlace')} label="What is already in place? (optional)" rows={3} />
      <Textarea {...words('agenciesInvolved')} label="Who is already involved? (optional)" rows={2} />
      <OtherForumsAsked />
    </>
  )
}
