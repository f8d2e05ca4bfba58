import { reopenItem } from '@alongside/shared/room/addresses'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { InWords } from '../forms/in-words.tsx'

/** MTG-7: a case that was ended by a slip is spoken of again, on record, until its meeting is closed. */
export function Reopen({ item, onReopened }: { item: AgendaItem; onReopened: () => void }) {
  return (
    <section className="app-section">
      <InWords
        contract={reopenItem}
        said={{ params: { itemId: item.id }, version: item.version }}
        summary="It was ended by mistake"
        asks={{
          key: 'reason',
          label: 'Why is it spoken of again?',
          hint: 'It stays on record. Begin the case as you begin any other: whoever stepped out steps out again first.',
          missing: 'Say why it is spoken of again',
        }}
        button="Speak of it again"
        variant="secondary"
        onSuccess={onReopened}
      />
    </section>
  )
}
