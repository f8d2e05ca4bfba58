import { problems } from '@alongside/shared/problems'
import { type Research, shareResearch } from '@alongside/shared/research/contract'
import { factWords, isFactToShare, isOpinionToShare, whyNotShare } from '@alongside/shared/research/rules'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'

const opinion = 'opinion'

/** Chosen fact by fact, and looked at before it goes. */
export function ShareResearch({ research, saved }: { research: Research; saved: boolean }) {
  const [chosen, setChosen] = useState<string[]>([])
  const [previewing, setPreviewing] = useState(false)
  const sharing = useSending(shareResearch, { onSuccess: () => setChosen([]) })
  const { content, shared } = research
  const offered = [
    ...content.facts.flatMap((fact, at) =>
      isFactToShare(research, fact) ? [{ value: String(at), label: factWords(fact) }] : [],
    ),
    ...(isOpinionToShare(research) ? [{ value: opinion, label: `Opinion: ${content.opinion}` }] : []),
  ]
  const going = offered.filter(({ value }) => chosen.includes(value))
  const refusal = whyNotShare(research)
  const reason = refusal
    ? problems[refusal].title
    : saved
      ? undefined
      : 'What is typed above is not saved yet.'
  const preview = (event: FormEvent) => {
    event.preventDefault()
    if (reason) return
    if (going.length > 0) setPreviewing(true)
    else sharing.refuse([{ pointer: '/share', code: 'missing', detail: 'choose what to share' }])
  }
  const send = () => {
    setPreviewing(false)
    const facts = going.flatMap(({ value }) => (value === opinion ? [] : [Number(value)]))
    sharing.send({
      params: { itemId: research.agendaItemId },
      version: research.version,
      body: { facts, opinion: going.some(({ value }) => value === opinion) },
    })
  }
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Share into the case</h2>
      <AlreadyShared shared={shared} />
      <Refused error={sharing.error} attempt={sharing.attempt} />
      {refusal === 'meeting.confidentiality_unsigned' && (
        <p className="govuk-body">
          <Link {...paths.meeting(research.meetingId)} className="govuk-link">
            Read and sign this meeting’s agreement
          </Link>
        </p>
      )}
      {offered.length === 0 ? (
        <p className="govuk-body">There is nothing to share yet that is not shared already.</p>
      ) : (
        <form onSubmit={preview} noValidate>
          <Checkboxes
            name="/share"
            label="What do you share?"
            options={offered}
            value={chosen}
            error={sharing.errorAt('/share')}
            onChange={setChosen}
          />
          <Button variant="secondary" busy={sharing.busy} reason={reason}>
            See it before it is shared
          </Button>
        </form>
      )}
      <AskFirst
        open={previewing}
        onClose={() => setPreviewing(false)}
        title="Share this?"
        yes="Share it"
        onYes={send}
      >
        <p>
          Every agency with which {research.caseReference} is shared, and who is invited to this item, will
          read the following as yours. It stands in the minutes, and cannot be taken back.
        </p>
        <ul className="govuk-list govuk-list--bullet">
          {going.map(({ value, label }) => (
            <li key={value}>{label}</li>
          ))}
        </ul>
      </AskFirst>
    </section>
  )
}

function AlreadyShared({ shared }: Pick<Research, 'shared'>) {
  const lines = [...shared.facts.map(factWords), ...shared.opinions.map((words) => `Opinion: ${words}`)]
  if (lines.length === 0) return null
  return (
    <>
      <p className="govuk-body">Shared already:</p>
      <ul className="govuk-list govuk-list--bullet">
        {lines.map((line, at) => (
          <li key={at}>{line}</li>
        ))}
      </ul>
    </>
  )
}
