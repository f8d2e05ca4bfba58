import { closeItem, deferItem } from '@alongside/shared/room/addresses'
import { isUnrecorded } from '@alongside/shared/room/rules'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { useState } from 'react'
import { InWords } from '../forms/in-words.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { whyNotWrite } from './reasons.ts'

/** What became of a case, in words. */
export type Ended = 'discussed' | 'put off' | 'to be spoken of again'

type Props = {
  item: AgendaItem
  /** Something typed here has not arrived yet. */
  unsaved: boolean
  onEnded: (how: Ended) => void
}

/** The case is discussed, or put off with a reason (MTG-3). */
export function Conclude({ item, unsaved, onEnded }: Props) {
  const closing = useSending(closeItem, { onSuccess: () => onEnded('discussed') })
  const [asking, setAsking] = useState(false)
  const close = () => {
    setAsking(false)
    closing.send({ ...said, body: {} })
  }
  const said = { params: { itemId: item.id }, version: item.version }
  const wait = unsaved ? 'What is typed above is not saved yet.' : undefined
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Finish this case</h2>
      <Refused error={closing.error} attempt={closing.attempt} />
      <Button
        type="button"
        busy={closing.busy}
        reason={whyNotWrite(item) ?? wait}
        onClick={() =>
          isUnrecorded({ ...item, amended: item.plan.filter((line) => line.agendaItemId === item.id) })
            ? setAsking(true)
            : close()
        }
      >
        This case is discussed
      </Button>
      <AskFirst
        open={asking}
        onClose={() => setAsking(false)}
        onYes={close}
        title="Nothing is recorded of this case"
        no="Go back and record it"
        yes="It is discussed all the same"
        variant="warning"
      >
        <p>
          No words were written down of what was said, and no action was agreed. The minutes will say that it
          was discussed, and nothing else. If it was not discussed, put it off with a reason.
        </p>
      </AskFirst>
      <InWords
        contract={deferItem}
        said={said}
        summary="Put it off to the next meeting"
        asks={{ key: 'reason', label: 'Why?', missing: 'Say why it is put off' }}
        button="Put it off"
        variant="secondary"
        reason={wait}
        onSuccess={() => onEnded('put off')}
      />
    </section>
  )
}
