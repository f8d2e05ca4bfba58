import { useSession } from '../../session/session.tsx'
import { InsetText } from '../../ui/inset-text.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useSection } from './use-section.ts'

export function AboutYou() {
  const { words } = useSection('referrer')
  const { name, acting } = useSession()
  return (
    <>
      <InsetText>
        {name}, {acting?.agencyName}. The answers go to you.
      </InsetText>
      <TextInput
        {...words('phone')}
        limit={60}
        label="A telephone number on which you can be asked back"
        hint="For the agencies that this goes to, and the coordinator."
        type="tel"
        autoComplete="tel"
        width={20}
      />
      <Textarea {...words('knowsHer')} label="How, and how long, have you known her? (optional)" rows={3} />
    </>
  )
}
