import { stepsOutSentence, stillIn } from '@alongside/shared/agenda/stepping-out'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { confirmSteppedOut, startItem } from '@alongside/shared/room/addresses'
import { whyNotBegin, whyNotOpenItem } from '@alongside/shared/room/rules'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'

type Props = { meeting: Meeting; onBegun: () => void }

/** ACC-9: before a case, and whenever somebody comes in who must not hear it: the chair sees to it that they have left. */
export function AskOut({ meeting, onBegun }: Props) {
  const { agenda, callingItemId, currentItemId } = meeting
  const line =
    agenda.find(({ id }) => id === callingItemId) ??
    agenda.find(({ id, state }) => id === currentItemId && whyNotOpenItem(state) === null)
  const beginning = useSending(startItem, { onSuccess: onBegun })
  const begin = (itemId: string) => beginning.send({ params: { itemId }, body: {} })
  const confirming = useSending(confirmSteppedOut, {
    onSuccess: ({ id, state, basisInForce, stepOut }) => {
      if (id !== currentItemId && whyNotBegin(meeting.state, state, basisInForce, stepOut) === null) begin(id)
    },
  })
  const people = line ? stillIn(line.stepOut) : []
  if (!line || (people.length === 0 && !confirming.error && !beginning.error)) return null
  const { id, caseReference } = line
  return (
    <section className="app-section app-ask-out" aria-labelledby="ask-out" aria-live="polite">
      <h2 className="govuk-heading-m" id="ask-out">
        {id === currentItemId ? 'Somebody must leave now' : `Before ${caseReference}`}
      </h2>
      <Refused error={confirming.error ?? beginning.error} attempt={confirming.attempt + beginning.attempt} />
      <p className="govuk-body">{stepsOutSentence(people, meeting.mode)}</p>
      <p className="govuk-body">
        {id === currentItemId
          ? 'The wall shows nothing of the case until they have.'
          : 'The wall says so now, and shows no name until they have left.'}
      </p>
      <Button
        type="button"
        busy={confirming.busy || beginning.busy}
        onClick={() =>
          confirming.send({
            params: { itemId: id },
            body: { people: [...new Set(people.map(({ accountId }) => accountId))] },
          })
        }
      >
        {id === currentItemId ? 'They have left' : `They have left: begin ${caseReference}`}
      </Button>
    </section>
  )
}
