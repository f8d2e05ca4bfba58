import { requestDisclosure } from '@alongside/shared/disclosures/contract'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { documentWords } from '@alongside/shared/documents/words'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { optionsOf } from '../ui/options.ts'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

const empty = { recipientName: '', recipientOrganisation: '', recipientEmail: '', reason: '' }
const needed = {
  recipientName: 'Give the name',
  recipientOrganisation: 'Say where they work',
  recipientEmail: 'Give an e-mail address',
  reason: 'Say why',
}
const whole = 'whole'

/** CNF-1: one document, one recipient outside, and why; the coordinator decides. */
export function AskRelease({ meeting }: { meeting: Meeting }) {
  const [kind, setKind] = useState<DocumentKind>('minutes')
  const [itemId, setItemId] = useState(whole)
  const [given, setGiven] = useState(empty)
  const [asked, setAsked] = useState(false)
  const sending = useSending(requestDisclosure, {
    onSuccess: () => {
      setGiven(empty)
      setAsked(true)
    },
    faultsIn: ({ body }) => missingIn({ ...body }, needed),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(false)
    const ofItem = itemId !== whole && kind !== 'attendance list' && { itemId }
    const recipientEmail = given.recipientEmail.trim()
    sending.send({ body: { ...given, recipientEmail, meetingId: meeting.id, kind, ...ofItem } })
  }
  const field = (key: keyof typeof empty) => ({
    name: `/${key}`,
    error: sending.errorAt(`/${key}`),
    value: given[key],
    onChange: (value: string) => setGiven({ ...given, [key]: value }),
  })
  return (
    <section className="app-section">
      <h3 className="govuk-heading-s">Ask to release a copy to somebody outside</h3>
      {asked && <NotificationBanner success>You have asked; the coordinator decides</NotificationBanner>}
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Select
          name="/kind"
          label="Which document?"
          options={optionsOf(documentWords)}
          value={kind}
          onChange={setKind}
        />
        {kind !== 'attendance list' && (
          <Select
            name="/itemId"
            label="How much of it?"
            error={sending.errorAt('/itemId')}
            options={[
              { value: whole, label: 'All of it' },
              ...meeting.agenda.map(({ id, caseReference }) => ({
                value: id,
                label: `Only case ${caseReference}`,
              })),
            ]}
            value={itemId}
            onChange={setItemId}
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
          label="Their e-mail address at work"
          type="email"
          width={30}
          autoComplete="off"
        />
        <Textarea {...field('reason')} label="Why do they need it?" rows={2} />
        <Button variant="secondary" busy={sending.busy}>
          Ask the coordinator
        </Button>
      </form>
    </section>
  )
}
