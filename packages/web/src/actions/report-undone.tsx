import { type ActionDetail, closeActionUndone } from '@alongside/shared/actions/contract'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type UndoneKind, undoneFaults } from './undone.ts'

/** ACT-1: two ways of not being done, each with its reason; and what now, where the agency owes it. */
export function ReportUndone({ action }: { action: ActionDetail }) {
  const [kind, setKind] = useState<UndoneKind | ''>('')
  const [why, setWhy] = useState('')
  const [whatNow, setWhatNow] = useState('')
  const sending = useSending(closeActionUndone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const faults = undoneFaults({ kind, why, whatNow })
    if (kind === '' || faults.length > 0) sending.refuse(faults)
    else
      sending.send({
        params: { actionId: action.id },
        version: action.version,
        body: { kind, why: why.trim(), ...(whatNow.trim() && { whatNow: whatNow.trim() }) },
      })
  }
  return (
    <section className="app-section">
      <h3 className="govuk-heading-s">It will not be done</h3>
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Radios
          name="/kind"
          label="What happened?"
          options={[
            {
              value: 'not done, circumstances changed',
              label: 'Circumstances changed',
              hint: 'It is no longer needed, or no longer possible.',
            },
            {
              value: 'not done by the agency',
              label: 'We could not do it this time',
              hint: 'It is still needed. Say what happens now.',
            },
          ]}
          error={sending.errorAt('/kind')}
          value={kind}
          onChange={setKind}
        />
        <Textarea
          name="/why"
          label="Why?"
          rows={3}
          error={sending.errorAt('/why')}
          value={why}
          onChange={setWhy}
        />
        <Textarea
          name="/whatNow"
          label={kind === 'not done by the agency' ? 'What now?' : 'What now? (optional)'}
          rows={2}
          error={sending.errorAt('/whatNow')}
          value={whatNow}
          onChange={setWhatNow}
        />
        <Button variant="secondary" busy={sending.busy}>
          Close it as not done
        </Button>
      </form>
    </section>
  )
}
