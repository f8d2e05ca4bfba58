import { openNotification } from '@alongside/shared/safeguarding/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'

type Kind = 'child' | 'adult'

/** SAF-1, SAF-2: opens the clock. The call itself comes first, and waits for nothing here. */
export function OpenNotification({ caseId }: { caseId: string }) {
  const { childrensSocialCare, safeguardingAdults } = usePartnership()
  const mayRecord = useCan('safeguarding:record')
  const [kind, setKind] = useState<Kind | ''>('')
  const [about, setAbout] = useState('')
  const sending = useSending(openNotification, {
    onSuccess: () => {
      setKind('')
      setAbout('')
    },
  })
  if (!mayRecord) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const faults = missingIn({ kind, about }, { kind: 'Say who is at risk', about: 'Say what it is about' })
    if (kind === '' || faults.length > 0) sending.refuse(faults)
    else sending.send({ params: { caseId }, body: { kind, about: about.trim() } })
  }
  return (
    <Details summary="A child or an adult with care needs is at risk">
      <p className="govuk-body">
        Call first; nothing here has to be written before. In immediate danger call 999.
      </p>
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Radios
          name="/kind"
          label="Who is at risk?"
          options={[
            { value: 'child', label: 'A child', hint: childrensSocialCare },
            { value: 'adult', label: 'An adult with care and support needs', hint: safeguardingAdults },
          ]}
          error={sending.errorAt('/kind')}
          value={kind}
          onChange={setKind}
        />
        <Textarea
          name="/about"
          label="What is it about?"
          rows={3}
          error={sending.errorAt('/about')}
          value={about}
          onChange={setAbout}
        />
        <Button busy={sending.busy}>Put it on the case until it is recorded</Button>
      </form>
    </Details>
  )
}
