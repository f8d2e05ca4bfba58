import { confirmFlag, type Flag, takeFlagDown } from '@alongside/shared/flags/contract'
import { whyNotFlag } from '@alongside/shared/flags/rules'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { TextInput } from '../ui/text-input.tsx'

/** FLG-1, by hand: what one's own agency did on its own case system. */
export function ReportFlag({ flag }: { flag: Flag }) {
  const confirms = useCan('flags:confirm')
  if (!confirms) return null
  return (
    <>
      {!whyNotFlag('confirm', flag.state) && <Confirm flag={flag} />}
      {!whyNotFlag('take down', flag.state) && <TakeDown flag={flag} />}
    </>
  )
}

function Confirm({ flag }: { flag: Flag }) {
  const [on, setOn] = useState(today(useCalendar()))
  const [reference, setReference] = useState(flag.reference ?? '')
  const sending = useSending(confirmFlag, {
    faultsIn: ({ body }) => missingIn(body, { on: 'Say since when', reference: 'Give your own reference' }),
  })
  const at = (field: string) => `/${flag.id}/${field}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.send({
      params: { caseId: flag.caseId },
      version: flag.version,
      body: { on, reference: reference.trim() },
    })
  }
  return (
    <Details summary={flag.state === 'confirmed' ? 'Correct our flag' : 'Our flag is on'}>
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} under={`/${flag.id}`} />
        <DateInput
          name={at('on')}
          label="Since when?"
          error={sending.errorAt('/on')}
          value={on}
          onChange={setOn}
        />
        <TextInput
          name={at('reference')}
          label="Your own reference"
          hint="Seen by your agency and the coordinator."
          autoComplete="off"
          error={sending.errorAt('/reference')}
          value={reference}
          onChange={setReference}
        />
        <Button busy={sending.busy}>Confirm the flag</Button>
      </form>
    </Details>
  )
}

function TakeDown({ flag }: { flag: Flag }) {
  const [on, setOn] = useState(today(useCalendar()))
  const sending = useSending(takeFlagDown)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.send({ params: { caseId: flag.caseId }, version: flag.version, body: { on } })
  }
  return (
    <Details summary="Our flag was taken down">
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} under={`/${flag.id}/down`} />
        <DateInput
          name={`/${flag.id}/down/on`}
          label="When?"
          error={sending.errorAt('/on')}
          value={on}
          onChange={setOn}
        />
        <Button busy={sending.busy}>Record that it was taken down</Button>
      </form>
    </Details>
  )
}
