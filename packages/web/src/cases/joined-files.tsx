import type { Case } from '@alongside/shared/cases/contract'
import { undoJoin } from '@alongside/shared/cases/joining-contract'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** REF-10: at the head of a file of somebody who has another: where it goes on, or what goes on in it; and the way back. */
export function JoinedFiles({ file }: { file: Case }) {
  const { goesOnAs, joinedFiles } = file
  if (goesOnAs)
    return (
      <InsetText>
        This file goes on as{' '}
        <Link {...paths.case(goesOnAs.caseId)} className="govuk-link app-nowrap">
          {goesOnAs.reference}
        </Link>
        : both are of one person. What is new belongs there.
        <Undo joinId={goesOnAs.joinId} reference={file.reference} />
      </InsetText>
    )
  if (joinedFiles.length === 0) return null
  return (
    <InsetText>
      {joinedFiles.map(({ joinId, file: joined }) => (
        <div key={joinId}>
          Her file{' '}
          <Link {...paths.case(joined.id)} className="govuk-link app-nowrap">
            {joined.reference}
          </Link>{' '}
          ({joined.identity.name || 'name not given'}) goes on in this one. What comes from it is marked with
          its reference; who may see it stays as it was.
          <Undo joinId={joinId} reference={joined.reference} />
        </div>
      ))}
    </InsetText>
  )
}

function Undo({ joinId, reference }: { joinId: string; reference: string }) {
  const mayJoin = useCan('referrals:triage')
  const [reason, setReason] = useState('')
  const sending = useSending(undoJoin, {
    faultsIn: ({ body }) => missingIn(body, { reason: 'Say why they are of two people' }),
  })
  if (!mayJoin) return null
  const name = `/joins/${joinId}/reason`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.send({ params: { joinId }, body: { reason: reason.trim() } })
  }
  return (
    <Details summary={`Part the files again: ${reference} is another person’s`}>
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} under={`/joins/${joinId}`} />
        <p className="govuk-body">
          Each file stands by itself again, with all that is in it. Nothing is lost.
        </p>
        <Textarea
          name={name}
          label="Why are they of two people?"
          rows={2}
          error={sending.errorAt('/reason')}
          value={reason}
          onChange={setReason}
        />
        <Button variant="secondary" busy={sending.busy}>
          Part the files
        </Button>
      </form>
    </Details>
  )
}
