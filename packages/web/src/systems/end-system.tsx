import { endSystem } from '@alongside/shared/systems/addresses'
import type { System } from '@alongside/shared/systems/contract'
import { InWords } from '../forms/in-words.tsx'

export function EndSystem({ system: { id, version, state } }: { system: System }) {
  const proposed = state === 'proposed'
  return (
    <InWords
      contract={endSystem}
      said={{ params: { systemId: id }, version }}
      summary={proposed ? 'Take the request back' : 'End this system'}
      asks={{ key: 'reason', label: 'Why?', missing: 'Say why' }}
      button={proposed ? 'Take it back' : 'End it now'}
      variant="warning"
    >
      <p className="govuk-body">
        At once: its secrets and tokens open nothing any more. What it did stays on record.
      </p>
    </InWords>
  )
}
