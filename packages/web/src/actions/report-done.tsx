import { type ActionDetail, completeAction } from '@alongside/shared/actions/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/textarea.tsx'

export function ReportDone({ action }: { action: ActionDetail }) {
  const [whatHappened, setWhatHappened] = useState('')
  const sending = useSending(completeAction, {
    faultsIn: ({ body }) => missingIn(body, { whatHappened: 'Say what happened' }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.send({
      params: { actionId: action.id },
      version: action.version,
      body: { whatHappened: whatHappened.trim() },
    })
  }
  return (
    <section className="app-section">
      <h3 className="govuk-heading-s">It is done</h3>
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Textarea
          name="/whatHappened"
          label="What happened?"
          hint="What is different for her now."
          rows={3}
          error={sending.errorAt('/whatHappened')}
          value={whatHappened}
          onChange={setWhatHappened}
        />
        <Button busy={sending.busy}>Close it as done</Button>
      </form>
    </section>
  )
}
