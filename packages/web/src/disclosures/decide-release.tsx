import { agreeDisclosure, declineDisclosure } from '@alongside/shared/disclosures/addresses'
import type { Disclosure } from '@alongside/shared/disclosures/contract'
import { whyNotDecide } from '@alongside/shared/disclosures/rules'
import { problems } from '@alongside/shared/problems'
import { InWords } from '../forms/in-words.tsx'

/** CNF-1: the coordinator's written agreement, or her reasons; never on her own request. */
export function DecideRelease({ disclosure }: { disclosure: Disclosure }) {
  const refusal = whyNotDecide(disclosure)
  if (refusal === 'disclosure.own') return <p className="govuk-body">{problems[refusal].fix}</p>
  if (refusal) return null
  const said = { params: { disclosureId: disclosure.id }, version: disclosure.version }
  return (
    <>
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
      />
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
