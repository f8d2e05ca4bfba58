import { registerCopy } from '@alongside/shared/documents/contract'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { documentWords } from '@alongside/shared/documents/words'
import { listMembers } from '@alongside/shared/partnerships/contract'
import { type FormEvent, useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { optionsOf } from '../ui/options.ts'
import { Select } from '../ui/select.tsx'
import { holders } from './holders.ts'

/** MTG-4: paper is registered for its holder first, and printed from the register. */
export function RegisterPaper({ meetingId }: { meetingId: string }) {
  const members = useRead(listMembers, {})
  const [kind, setKind] = useState<DocumentKind>('pack')
  const [paperFor, setPaperFor] = useState('')
  const [number, setNumber] = useState<string | null>(null)
  const sending = useSending(registerCopy, {
    faultsIn: ({ body }) => missingIn({ ...body }, { paperFor: 'Choose who is handed it' }),
    onSuccess: (copy) => {
      setPaperFor('')
      setNumber(copy.number)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setNumber(null)
    sending.send({ body: { meetingId, kind, paperFor } })
  }
  const people = (members.data?.items ?? []).filter(
    ({ role, endedAt }) => endedAt === null && holders.includes(role),
  )
  return (
    <Details summary="Register a paper copy for a member">
      {number && (
        <NotificationBanner success>Copy {number} is in the register: print it from there</NotificationBanner>
      )}
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} under={under} />
        <Select
          name={`${under}/kind`}
          label="Which document is it?"
          error={sending.errorAt('/kind')}
          options={optionsOf(documentWords)}
          value={kind}
          onChange={setKind}
        />
        <Select
          name={`${under}/paperFor`}
          label="Who is handed it?"
          hint="It holds just the cases that this member may see when it is printed."
          error={sending.errorAt('/paperFor')}
          options={[
            { value: '', label: 'Choose a person' },
            ...people.map(({ accountId, name, agencyName }) => ({
              value: accountId,
              label: `${name}, ${agencyName}`,
            })),
          ]}
          value={paperFor}
          onChange={setPaperFor}
        />
        <Button variant="secondary" busy={sending.busy}>
          Register the paper copy
        </Button>
      </form>
    </Details>
  )
}

const under = '/paper'
