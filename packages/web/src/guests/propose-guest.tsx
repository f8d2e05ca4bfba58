import { proposeGuest, proposeObserver } from '@alongside/shared/guests/addresses'
import { whyNotInvite } from '@alongside/shared/guests/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

const empty = { name: '', email: '', organisation: '', jobTitle: '', why: '' }
const needed = {
  name: 'Give the name',
  email: 'Give an e-mail address',
  organisation: 'Say where they work',
  why: 'Say why they are needed',
}
const observer = 'observer'

/** One form for both: a guest of one case, or an observer. */
export function ProposeGuest({ meeting }: { meeting: Meeting }) {
  const open = meeting.agenda.filter(
    ({ state, basisInForce }) => whyNotInvite(meeting.state, state, basisInForce) === null,
  )
  // Nothing is chosen beforehand: a guest of the wrong case reads of somebody whom she has no part in.
  const [itemId, setItemId] = useState('')
  const decides = useCan('meetings:convene')
  const [person, setPerson, clear] = useKept(`guest ${meeting.id}`, 'A guest, not proposed yet', empty)
  const asks = { start: empty, needed, state: [person, setPerson, clear] as const }
  const guest = useForm(proposeGuest, {
    ...asks,
    faultsIn: () =>
      itemId === '' ? [{ pointer: '/itemId', code: 'missing', detail: 'Choose for what' }] : [],
    said: (typed) => ({ params: { itemId }, body: bodyOf(typed) }),
  })
  const sitsIn = useForm(proposeObserver, {
    ...asks,
    said: (typed) => ({ params: { meetingId: meeting.id }, body: bodyOf(typed) }),
  })
  const form = itemId === observer ? sitsIn : guest
  const { field, done } = form
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Propose somebody</h2>
      {done && (
        <NotificationBanner
          success
        >{`${done.name} is proposed; ${decides ? 'decide on it above' : 'the coordinator decides'}`}</NotificationBanner>
      )}
      <Form form={form}>
        <Select
          name="/itemId"
          label="For what?"
          error={form.errorAt('/itemId')}
          options={[
            { value: '', label: 'Choose' },
            ...open.map(({ id, caseReference }) => ({
              value: id,
              label: `Case ${caseReference}, as a guest`,
            })),
            { value: observer, label: 'To sit in as an observer, without papers' },
          ]}
          value={itemId}
          onChange={setItemId}
        />
        <TextInput {...field('name')} label="Name" width={20} autoComplete="off" />
        <TextInput
          {...field('email')}
          limit={254}
          label="E-mail address"
          type="email"
          width={30}
          autoComplete="off"
        />
        <TextInput {...field('organisation')} label="Where do they work?" width={20} autoComplete="off" />
        <TextInput {...field('jobTitle')} label="Post (optional)" width={20} autoComplete="off" />
        <Textarea {...field('why')} label="Why are they needed?" rows={2} />
        <Button variant="secondary" busy={form.busy}>
          Propose
        </Button>
      </Form>
    </section>
  )
}

const bodyOf = ({ jobTitle, ...person }: typeof empty) => ({ ...person, ...answered({ jobTitle }) })
