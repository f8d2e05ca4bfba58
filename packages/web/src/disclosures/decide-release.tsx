import {
  agreeDisclosure,
  declineDisclosure,
  previewDisclosure,
} from '@alongside/shared/disclosures/addresses'
import type { Disclosure } from '@alongside/shared/disclosures/contract'
import { whyNotDecide } from '@alongside/shared/disclosures/rules'
import { partsOf } from '@alongside/shared/disclosures/values'
import { releasePartIn } from '@alongside/shared/disclosures/words'
import type { Paper } from '@alongside/shared/documents/contract'
import { problems } from '@alongside/shared/problems'
import { useState } from 'react'
import { ShownPaper } from '../documents/paper-page.tsx'
import { InWords } from '../forms/in-words.tsx'
import { NoesToRead } from '../limits/noes-to-read.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'

/** CNF-1: the coordinator's written agreement, or her reasons; never on her own request. */
export function DecideRelease({ disclosure }: { disclosure: Disclosure }) {
  const refusal = whyNotDecide(disclosure)
  if (refusal === 'disclosure.own') return <p className="govuk-body">{problems[refusal].fix}</p>
  if (refusal) return null
  const { herNoes, leavesOut, itemId, mayBeOf, kind } = disclosure
  const mayBe = [...new Set(mayBeOf.map(({ agencyName }) => agencyName))].join(', ')
  const refused = itemId !== null && leavesOut.length > 0
  const said = { params: { disclosureId: disclosure.id }, version: disclosure.version }
  const noes = herNoes.length > 0 ? { noesRead: herNoes.map(({ limitId }) => limitId) } : {}
  return (
    <>
      <SeeFirst disclosure={disclosure} />
      <InWords
        contract={agreeDisclosure}
        said={said}
        summary="Agree in writing"
        asks={{
          key: 'words',
          label: 'Your agreement, and for what',
          hint: 'They are sent a link that works once, within 7 days. The copy bears their name.',
          missing: 'Write your agreement',
        }}
        button="Agree and send the link"
        beside={noes}
        chooses={{
          key: 'parts',
          label: 'What does the recipient need of it?',
          hint: 'Choose no more than that: the rest is left out of the copy.',
          options: partsOf[kind].map((value) => ({ value, label: releasePartIn(kind, value) })),
          missing: 'Choose what the recipient needs of it',
        }}
        also={
          mayBeOf.length > 0
            ? {
                key: 'notOf',
                label: `How do you know that they are not of ${mayBe}?`,
                missing: 'Say how you know',
              }
            : undefined
        }
        reason={
          refused
            ? problems['disclosure.refused'].title
            : disclosure.seenByMe
              ? undefined
              : problems['disclosure.unseen'].title
        }
      >
        <HerNoes disclosure={disclosure} refused={refused} />
      </InWords>
      <InWords
        contract={declineDisclosure}
        said={said}
        summary="Do not agree"
        asks={{ key: 'reasons', label: 'Why is it not released?', missing: 'Say why' }}
        button="Do not agree"
        variant="secondary"
      />
    </>
  )
}

/** CNF-1: what would leave, in full, before it is agreed. */
function SeeFirst({ disclosure: { id } }: { disclosure: Disclosure }) {
  const [paper, setPaper] = useState<Paper | null>(null)
  const seeing = useSending(previewDisclosure, { onSuccess: setPaper })
  return (
    <>
      <Refused error={seeing.error} attempt={seeing.attempt} />
      <Button
        type="button"
        variant="secondary"
        busy={seeing.busy}
        onClick={() => seeing.send({ params: { disclosureId: id }, body: {} })}
      >
        Read what would be released
      </Button>
      {paper && (
        <div className="app-preview">
          <ShownPaper paper={paper} />
        </div>
      )}
    </>
  )
}

/** ACC-8: what those in the document refuse, read before the copy is agreed to. */
function HerNoes({ disclosure, refused }: { disclosure: Disclosure; refused: boolean }) {
  const { herNoes, leavesOut, mayBeOf, recipientName } = disclosure
  if (refused) return <p className="govuk-body">{problems['disclosure.refused'].fix}</p>
  return (
    <>
      {leavesOut.length > 0 && (
        <p className="govuk-body">
          The copy leaves out {leavesOut.join(', ')}: there {recipientName}, or where they work, is refused.
        </p>
      )}
      {mayBeOf.map(({ caseReference, agencyName }) => (
        <p className="govuk-body" key={`${caseReference} ${agencyName}`}>
          {caseReference}: {agencyName} is refused. By where they work, or by their address, {recipientName}{' '}
          may be of it.
        </p>
      ))}
      <NoesToRead
        herNoes={herNoes}
        intro="By agreeing you say that the copy is not for what was refused:"
        byCase
      />
    </>
  )
}
