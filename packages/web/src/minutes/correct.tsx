import { correctMinutes } from '@alongside/shared/minutes/contract'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** MTG-8: a correction is a new version, begun by saying what changes and why. */
export function Correct({ meetingId, version }: { meetingId: string; version: number }) {
  const navigate = useNavigate()
  const [whatChanged, setWhatChanged] = useState('')
  const [why, setWhy] = useState('')
  const sending = useSending(correctMinutes, {
    faultsIn: ({ body }) => missingIn(body, { whatChanged: 'Say what changes', why: 'Say why' }),
    onSuccess: () => void navigate({ ...paths.minutes(meetingId), search: { version: 'draft' } }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.send({
      params: { meetingId },
      version,
      body: { whatChanged: whatChanged.trim(), why: why.trim() },
    })
  }
  return (
    <Details summary="Correct the minutes">
      <form onSubmit={submit} noValidate>
        <p className="govuk-body">
          A new version begins as this one is. This one stays readable. Everyone who reads the minutes reads
          the reason: name nobody.
        </p>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Textarea
          name="/whatChanged"
          label="What changes?"
          rows={2}
          error={sending.errorAt('/whatChanged')}
          value={whatChanged}
          onChange={setWhatChanged}
        />
        <Textarea
          name="/why"
          label="Why?"
          rows={2}
          error={sending.errorAt('/why')}
          value={why}
          onChange={setWhy}
        />
        <Button variant="secondary" busy={sending.busy}>
          Begin the correction
        </Button>
      </form>
    </Details>
  )
}
