import { correctMinutes } from '@alongside/shared/minutes/addresses'
import { useNavigate } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** MTG-8: a correction is a new version, begun by saying what changes and why. */
export function Correct({ meetingId, version }: { meetingId: string; version: number }) {
  const navigate = useNavigate()
  const { field, ...form } = useForm(correctMinutes, {
    ...useKeptTyping(`correct ${meetingId} ${version}`, 'What changes in minutes, not sent yet', {
      whatChanged: '',
      why: '',
    }),
    needed: { whatChanged: 'Say what changes', why: 'Say why' },
    said: (body) => ({ params: { meetingId }, version, body }),
    onSuccess: () => void navigate({ ...paths.minutes(meetingId), search: { version: 'draft' } }),
  })
  return (
    <Details summary="Correct the minutes">
      <Form
        form={form}
        intro={
          <p className="govuk-body">
            A new version begins as this one is. This one stays readable. Everyone who reads the minutes reads
            the reason: name nobody.
          </p>
        }
      >
        <Textarea {...field('whatChanged')} label="What changes?" rows={2} />
        <Textarea {...field('why')} label="Why?" rows={2} />
        <Button variant="secondary" busy={form.busy}>
          Begin the correction
        </Button>
      </Form>
    </Details>
  )
}
