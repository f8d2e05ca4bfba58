import { sendDisclosureAgain, takeBackDisclosure } from '@alongside/shared/disclosures/addresses'
import type { Disclosure } from '@alongside/shared/disclosures/contract'
import { whyNotSendAgain, whyNotTakeBackRelease } from '@alongside/shared/disclosures/rules'
import { InWords } from '../forms/in-words.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'

/** CNF-1: until a copy is fetched its link is sent again, and the release taken back. */
export function ReleaseMoves({ disclosure, coordinates }: { disclosure: Disclosure; coordinates: boolean }) {
  const sending = useSending(sendDisclosureAgain)
  const said = { params: { disclosureId: disclosure.id }, version: disclosure.version }
  return (
    <>
      <Refused error={sending.error} attempt={sending.attempt} />
      {coordinates && whyNotSendAgain(disclosure) === null && (
        <Button
          type="button"
          variant="secondary"
          busy={sending.busy}
          aria-label={`Send the link again: ${disclosure.recipientName}`}
          onClick={() => sending.send({ ...said, body: {} })}
        >
          Send the link again
        </Button>
      )}
      {whyNotTakeBackRelease(disclosure, coordinates) === null && (
        <InWords
          contract={takeBackDisclosure}
          said={said}
          summary={disclosure.state === 'asked' ? 'Take the request back' : 'Take the release back'}
          asks={{ key: 'reason', label: 'Why is it taken back?', missing: 'Say why' }}
          button="Take it back"
          variant="secondary"
        />
      )}
    </>
  )
}
