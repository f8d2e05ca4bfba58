import { closeItem, deferItem } from '@alongside/shared/room/contract'
import { type AgendaItem } from '@alongside/shared/room/schema'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { whyNotWrite } from './reasons.ts'

type Props = {
  item: AgendaItem
  /** Something typed here has not arrived yet. */
  unsaved: boolean
  onDeferred: () => void
}

/** The case is discussed, or put off with a reason (MTG-3). */
export function Conclude({ item, unsaved, onDeferred }: Props) {
  const [reason, setReason] = useState('')
  const closing = useSending(closeItem)
  const deferring = useSending(deferItem, {
    faultsIn: ({ body }) => missingIn(body, { reason: 'Say why it is put off' }),
    onSuccess: onDeferred,
  })
  const said = { params: { itemId: item.id }, version: item.version }
  const wait = unsaved ? 'What is typed above is not saved yet.' : undefined
  const defer = (event: FormEvent) => {
    event.preventDefault()
    if (!wait) deferring.send({ ...said, body: { reason: reason.trim() } })
  }
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Finish this case</h2>
      <Refused error={closing.error} attempt={closing.attempt} />
      <Button
        type="button"
        busy={closing.busy}
        reason={whyNotWrite(item) ?? wait}
        onClick={() => closing.send({ ...said, body: {} })}
      >
        This case is discussed
      </Button>
      <Details summary="Put it off to the next meeting">
        <form onSubmit={defer} noValidate>
          <Refused error={deferring.error} attempt={deferring.attempt} />
          <Textarea
            name="/reason"
            label="Why?"
            rows={2}
            error={deferring.errorAt('/reason')}
            value={reason}
            onChange={setReason}
          />
          <Button variant="secondary" busy={deferring.busy} reason={wait}>
            Defer to the next meeting
          </Button>
        </form>
      </Details>
    </section>
  )
}
