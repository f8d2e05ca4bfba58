import { acceptStep } from '@alongside/shared/actions/addresses'
import type { ActionDetail } from '@alongside/shared/actions/contract'
import { InWords } from '../forms/in-words.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'

/** ACT-1, PLN-1: what was agreed while nobody of its agency was there, it takes on, or says why it cannot. */
export function Accept({ action }: { action: ActionDetail }) {
  const accepting = useSending(acceptStep)
  const said = { params: { actionId: action.id }, version: action.version }
  return (
    <section className="app-section">
      <h3 className="govuk-heading-s">Do you take it on?</h3>
      <p className="govuk-body">It was agreed while nobody of {action.ownerAgencyName} was in the room.</p>
      <Refused error={accepting.error} attempt={accepting.attempt} />
      <Button
        type="button"
        busy={accepting.busy}
        reason={accepting.stopped}
        onClick={() => accepting.send({ ...said, body: { accepts: true } })}
      >
        We take it on
      </Button>
      <InWords
        contract={acceptStep}
        said={said}
        beside={{ accepts: false }}
        summary="We cannot take it on"
        asks={{
          key: 'why',
          label: 'Why not?',
          hint: 'It is closed as not done. Who coordinates is told, and her plan asks what now.',
          missing: 'Say why you cannot take it on',
        }}
        button="Say that we cannot"
        variant="secondary"
      />
    </section>
  )
}
