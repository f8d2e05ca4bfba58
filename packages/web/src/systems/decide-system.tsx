import { agreeSystem, declineSystem } from '@alongside/shared/systems/addresses'
import type { System } from '@alongside/shared/systems/contract'
import { InWords } from '../forms/in-words.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'

/** The coordinator's word, before any secret can be made. */
export function DecideSystem({ system }: { system: System }) {
  const agreeing = useSending(agreeSystem)
  const said = { params: { systemId: system.id }, version: system.version }
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Do you agree?</h2>
      <Refused error={agreeing.error} attempt={agreeing.attempt} />
      <Button type="button" busy={agreeing.busy} onClick={() => agreeing.send({ ...said, body: {} })}>
        Agree to connect it
      </Button>
      <InWords
        contract={declineSystem}
        said={said}
        summary="Not agreed"
        asks={{ key: 'reason', label: 'Why?', missing: 'Say why it is not agreed' }}
        button="Do not agree"
        variant="secondary"
      />
    </section>
  )
}
