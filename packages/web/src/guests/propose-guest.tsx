import { proposeGuest, proposeObserver } from '@alongside/shared/guests/contract'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
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
  const open = meeting.agenda.filter(({ state, basisInForce }) => state === 'listed' && basisInForce)
  const [itemId, setItemId] = useState(open[0]?.id ?? observer)
  const [person, setPerson] = useState(empty)
  const [proposed, setProposed] = useState('')
  const onSuccess = ({ name }: { name: string }) => {
    setPerson(empty)
    setProposed(name)
  }
  const faultsIn = ({ body }: { body: object }) => missingIn({ ...body }, needed)
  const guest = useSending(proposeGuest, { onSuccess, faultsIn })
  const sitsIn = useSending(proposeObserver, { onSuccess, faultsIn })
  const sending = itemId === observer ? sitsIn : guest
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setProposed('')
    const { jobTitle, ...others } = person
    const body = {
      ...others,
      email: person.email.trim(),
      ...(jobTitle.trim() && { jobTitle: jobTitle.trim() }),
    }
    if (itemId === observer) sitsIn.send({ params: { meetingId: meeting.id }, body })
    else guest.send({ params: { itemId }, body })
  }
  const field = (key: keyof typeof empty) => ({
    name: `/${key}`,
    error: sending.errorAt(`/${key}`),
    value: person[key],
    onChange: (value: string) => setPerson({ ...person, [key]: value }),
  })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Propose somebody</h2>
      {proposed && (
        <NotificationBanner success>{`${proposed} is proposed; the coordinator decides`}</NotificationBanner>
      )}
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Select
          name="/itemId"
          label="For what?"
          options={[
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
        <TextInput {...field('email')} label="E-mail address" type="email" width={30} autoComplete="off" />
        <TextInput {...field('organisation')} label="Where do they work?" width={20} autoComplete="off" />
        <TextInput {...field('jobTitle')} label="Post (optional)" width={20} autoComplete="off" />
        <Textarea {...field('why')} label="Why are they needed?" rows={2} />
        <Button variant="secondary" busy={sending.busy}>
          Propose
        </Button>
      </form>
    </section>
  )
}
