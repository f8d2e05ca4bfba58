import { stillIn } from '@alongside/shared/agenda/rules'
import { stepsOutSentence, untoldWords } from '@alongside/shared/agenda/stepping-out'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { confirmSteppedOut, startItem, takeBackCall } from '@alongside/shared/room/addresses'
import { whyNotBegin, whyNotOpenItem } from '@alongside/shared/room/rules'
import { useEffect, useRef } from 'react'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'

type Props = {
  meeting: Meeting
  /** The case that was called from this page: it is asked out for here, and the focus goes along. */
  calledHere: string | null
  /** A case is begun, or goes on: the focus goes to it. */
  onBegun: () => void
  /** Called no more: the focus goes back to where it was called. */
  onTakenBack: () => void
  /** What came of it. */
  onSaid: (words: string) => void
}

/** ACC-9: before a case, and whenever somebody comes in who must not hear it: the chair sees to it that they have left. */
export function AskOut({ meeting, calledHere, onBegun, onTakenBack, onSaid }: Props) {
  const { agenda, callingItemId, currentItemId } = meeting
  const heading = useRef<HTMLHeadingElement>(null)
  const line =
    agenda.find(({ id }) => id === callingItemId) ??
    agenda.find(({ id, state }) => id === currentItemId && whyNotOpenItem(state) === null)
  const beginning = useSending(startItem, {
    onSuccess: ({ caseReference }) => {
      onSaid(`They have left. ${caseReference} is spoken of now.`)
      onBegun()
    },
  })
  const begin = (itemId: string) => beginning.send({ params: { itemId }, body: {} })
  const confirming = useSending(confirmSteppedOut, {
    onSuccess: ({ id, state, basisInForce, rests, ...out }) => {
      if (id === currentItemId) {
        onSaid('They have left. The wall shows the case again.')
        onBegun()
      } else if (whyNotBegin(meeting.state, state, basisInForce, out, rests) === null) begin(id)
    },
  })
  const takingBack = useSending(takeBackCall, {
    onSuccess: ({ caseReference }) => {
      onSaid(`${caseReference} is not begun. The wall shows the day, and nobody is asked to leave.`)
      onTakenBack()
    },
  })
  const people = line ? stillIn(line.stepOut) : []
  const sendings = [confirming, beginning, takingBack]
  const error = sendings.find((one) => one.error)?.error ?? null
  const asks = line !== undefined && (people.length > 0 || error !== null)
  const goThere = asks && line.id === calledHere
  useEffect(() => {
    if (goThere) heading.current?.focus()
  }, [goThere])
  if (!asks) return null
  return (
    <section className="app-section app-ask-out" aria-labelledby="ask-out" aria-live="polite">
      <h2 className="govuk-heading-m" id="ask-out" ref={heading} tabIndex={-1}>
        {line.id === currentItemId ? 'Somebody must leave now' : `Before ${line.caseReference}`}
      </h2>
      <Refused error={error} attempt={sendings.reduce((sum, { attempt }) => sum + attempt, 0)} />
      <p className="govuk-body">{stepsOutSentence(people, meeting.mode)}</p>
      {people.some(({ untold }) => untold) && <p className="govuk-body">{untoldWords}</p>}
      <p className="govuk-body">
        {line.id === currentItemId
          ? 'The wall shows nothing of the case until they have.'
          : 'The wall says so now, and shows no name until they have left.'}
      </p>
      <ButtonGroup>
        <Button
          type="button"
          busy={confirming.busy || beginning.busy}
          onClick={() =>
            people.length === 0
              ? begin(line.id)
              : confirming.send({
                  params: { itemId: line.id },
                  body: { people: [...new Set(people.map(({ accountId }) => accountId))] },
                })
          }
        >
          {line.id === currentItemId ? 'They have left' : `They have left: begin ${line.caseReference}`}
        </Button>
        {line.id === callingItemId && (
          <Button
            type="button"
            variant="secondary"
            busy={takingBack.busy}
            onClick={() => takingBack.send({ params: { itemId: line.id }, body: {} })}
          >
            Not now
          </Button>
        )}
      </ButtonGroup>
    </section>
  )
}
