import { requestDisclosure } from '@alongside/shared/disclosures/addresses'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { documentWords } from '@alongside/shared/documents/words'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { whyNotReadWords } from '../documents/reasons.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { optionsOf } from '../ui/options.ts'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

const empty = {
  kind: 'minutes' as DocumentKind,
  itemId: 'whole',
  recipientName: '',
  recipientOrganisation: '',
  recipientEmail: '',
  reason: '',
}
const needed = {
  recipientName: 'Give the name',
  recipientOrganisation: 'Say where they work',
  recipientEmail: 'Give an e-mail address',
  reason: 'Say why',
}
const whole = 'whole'

/** CNF-1: one document, one recipient outside, and why; the coordinator decides. */
export function AskRelease({ meeting }: { meeting: Meeting }) {
  const { field, values, done, ...form } = useForm(requestDisclosure, {
    ...useKeptTyping(`release ${meeting.id}`, 'A release outside, not asked for yet', empty),
    needed,
    said: ({ itemId, ...request }) => ({
      body: {
        ...request,
        meetingId: meeting.id,
        ...(itemId !== whole && request.kind !== 'attendance_list' && { itemId }),
      },
    }),
  })
  return (
    <section className="app-section">
      <h3 className="govuk-heading-s">Ask to release a copy to somebody outside</h3>
      {done && <NotificationBanner success>You have asked; the coordinator decides</NotificationBanner>}
      <Form form={form}>
        <Select {...field('kind')} label="Which document?" options={optionsOf(documentWords)} />
        {values.kind !== 'attendance_list' && (
          <Select
            {...field('itemId')}
            label="How much of it?"
            options={[
              { value: whole, label: 'All of it' },
              ...meeting.agenda.map(({ id, caseReference }) => ({
                value: id,
                label: `Only case ${caseReference}`,
              })),
            ]}
          />
        )}
        <TextInput {...field('recipientName')} label="Who is it for?" width={20} autoComplete="off" />
        <TextInput
          {...field('recipientOrganisation')}
          label="Where do they work?"
          width={20}
          autoComplete="off"
        />
        <TextInput
          {...field('recipientEmail')}
          limit={320}
          label="Their e-mail address at work"
          type="email"
          width={30}
          autoComplete="off"
        />
        <Textarea {...field('reason')} label="Why do they need it?" rows={2} />
        <Button variant="secondary" busy={form.busy} reason={whyNotReadWords(values.kind, meeting)}>
          Ask the coordinator
        </Button>
      </Form>
    </section>
  )
}
