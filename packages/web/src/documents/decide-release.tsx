import {
  agreeDisclosure,
  type Disclosure,
  declineDisclosure,
} from '@alongside/shared/documents/disclosure-contract'
import { whyNotDecide } from '@alongside/shared/documents/disclosure-rules'
import { problems } from '@alongside/shared/problems'
import { type FormEvent, useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** CNF-1: the coordinator's written agreement, or her reasons; never on her own request. */
export function DecideRelease({ disclosure }: { disclosure: Disclosure }) {
  const [words, setWords] = useState('')
  const [reasons, setReasons] = useState('')
  const agreeing = useSending(agreeDisclosure, {
    faultsIn: ({ body }) => missingIn(body, { words: 'Write your agreement' }),
  })
  const declining = useSending(declineDisclosure, {
    faultsIn: ({ body }) => missingIn(body, { reasons: 'Say why' }),
  })
  const refusal = whyNotDecide(disclosure)
  if (refusal === 'disclosure.own') return <p className="govuk-body">{problems[refusal].fix}</p>
  if (refusal) return null
  const said = { params: { disclosureId: disclosure.id }, version: disclosure.version }
  const agree = (event: FormEvent) => {
    event.preventDefault()
    agreeing.send({ ...said, body: { words: words.trim() } })
  }
  const decline = (event: FormEvent) => {
    event.preventDefault()
    declining.send({ ...said, body: { reasons: reasons.trim() } })
  }
  return (
    <>
      <Details summary="Agree in writing">
        <form onSubmit={agree} noValidate>
          <Refused error={agreeing.error} attempt={agreeing.attempt} />
          <Textarea
            name="/words"
            label="Your agreement, and for what"
            hint="They are sent a link that works once, within 7 days. The copy bears their name."
            rows={2}
            error={agreeing.errorAt('/words')}
            value={words}
            onChange={setWords}
          />
          <Button busy={agreeing.busy}>Agree and send the link</Button>
        </form>
      </Details>
      <Details summary="Do not agree">
        <form onSubmit={decline} noValidate>
          <Refused error={declining.error} attempt={declining.attempt} />
          <Textarea
            name="/reasons"
            label="Why is it not released?"
            rows={2}
            error={declining.errorAt('/reasons')}
            value={reasons}
            onChange={setReasons}
          />
          <Button variant="secondary" busy={declining.busy}>
            Do not agree
          </Button>
        </form>
      </Details>
    </>
  )
}
