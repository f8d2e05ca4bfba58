import { addAgency, type agencyKinds } from '@alongside/shared/partnerships/contract'
import { agencyKindWords } from '@alongside/shared/partnerships/words'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { optionsOf } from '../ui/options.ts'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'

type Kind = (typeof agencyKinds)[number]

/** PAR-1: it sees no case until its agreements are signed. */
export function AddAgency() {
  const [name, setName] = useState('')
  const [kind, setKind] = useState<Kind>('other')
  const [added, setAdded] = useState('')
  const sending = useSending(addAgency, {
    faultsIn: ({ body }) => missingIn(body, { name: 'Give the agency’s name' }),
    onSuccess: (agency) => {
      setName('')
      setKind('other')
      setAdded(agency.name)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAdded('')
    sending.send({ body: { name: name.trim(), kind } })
  }
  return (
    <Details summary="Add an agency">
      {added && (
        <NotificationBanner
          success
        >{`${added} is added. Give its lead member a place next.`}</NotificationBanner>
      )}
      <p className="govuk-body">It sees no case until its lead member has signed the agreements.</p>
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} under="/agency" />
        <TextInput
          name="/agency/name"
          label="Name of the agency"
          error={sending.errorAt('/name')}
          value={name}
          onChange={setName}
          autoComplete="off"
        />
        <Select
          name="/agency/kind"
          label="Kind"
          options={optionsOf(agencyKindWords)}
          value={kind}
          onChange={setKind}
        />
        <Button variant="secondary" busy={sending.busy}>
          Add the agency
        </Button>
      </form>
    </Details>
  )
}
