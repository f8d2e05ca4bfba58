import { isAnybodyIn } from '@alongside/shared/agenda/rules'
import { chairSentence, steppedOutSentence, stepsOutSentence } from '@alongside/shared/agenda/stepping-out'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { callItem, startItem } from '@alongside/shared/room/addresses'
import { whyNotDefer, whyNotRecord } from '@alongside/shared/room/rules'
import { ItemStateTag } from '../agenda/item-state.tsx'
import { OtherFiles } from '../agenda/other-files.tsx'
import { PutOffTo } from '../agenda/put-off-to.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Light } from '../ui/light.tsx'
import { canBegin, whyNotAgain } from './reasons.ts'
import { ItemClock } from './time-kept.tsx'

type Props = {
  meeting: Meeting
  shownId: string | undefined
  onBegun: () => void
  /** Who must not hear it is asked out first; the button that was pressed. */
  onCalled: (itemId: string, pressed: HTMLElement) => void
  /** Shows a case here alone, without beginning it. */
  onShown: (itemId: string) => void
}

/** The cases that are still to be spoken of, in order. */
const openLines = (meeting: Meeting) =>
  meeting.agenda
    .toSorted((a, b) => a.position - b.position)
    .filter((line) => canBegin(meeting, line) && line.id !== meeting.currentItemId)

/** ACC-9: first who must not hear it is asked out, by the wall and by name. */
function useBeginning({ onBegun, onCalled }: Pick<Props, 'onBegun' | 'onCalled'>) {
  const sending = useSending(startItem, { onSuccess: onBegun })
  const calling = useSending(callItem)
  const begin = (line: Meeting['agenda'][number], pressed: HTMLElement) => {
    const { id } = line
    const said = { params: { itemId: id }, body: {} }
    if (!isAnybodyIn(line)) return sending.send(said)
    onCalled(id, pressed)
    return calling.send(said)
  }
  return { begin, sending, calling }
}

/** Who leads and takes notes alone goes on from where one writes; a case that is spoken of is finished first. */
export function GoOn({ meeting, onBegun, onCalled }: Pick<Props, 'meeting' | 'onBegun' | 'onCalled'>) {
  const { begin, sending, calling } = useBeginning({ onBegun, onCalled })
  const current = meeting.agenda.find(({ id }) => id === meeting.currentItemId)
  const [next] = openLines(meeting)
  const runs = current && whyNotRecord(meeting.state, current.state, current.basisInForce) === null
  if (!next || runs) return null
  return (
    <>
      <Refused error={sending.error ?? calling.error} attempt={sending.attempt + calling.attempt} />
      <Button
        type="button"
        variant="secondary"
        busy={sending.busy || calling.busy}
        onClick={({ currentTarget }) => begin(next, currentTarget)}
      >
        {meeting.currentItemId === null ? 'Begin with' : 'Go on to'} {next.caseReference}
      </Button>
    </>
  )
}

/** The chair's: the order, the time of each, and which case is spoken of now. */
export function CasesInOrder({ meeting, shownId, onBegun, onCalled, onShown }: Props) {
  const { begin, sending, calling } = useBeginning({ onBegun, onCalled })
  const lines = meeting.agenda.toSorted((a, b) => a.position - b.position)
  const open = openLines(meeting)
  const [next] = open
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Cases in order</h2>
      <Refused error={sending.error ?? calling.error} attempt={sending.attempt + calling.attempt} />
      {next && (
        <Button
          type="button"
          busy={sending.busy || calling.busy}
          onClick={({ currentTarget }) => begin(next, currentTarget)}
        >
          {meeting.currentItemId === null ? 'Begin with' : 'Go on to'} {next.caseReference}
        </Button>
      )}
      <ol className="app-cases-in-order">
        {lines.map((line) => (
          <li
            key={line.id}
            className="app-cases-in-order__case"
            aria-current={line.id === meeting.currentItemId ? 'step' : undefined}
          >
            <span className="app-nowrap">
              {line.caseReference}
              {line.id === shownId && <span className="govuk-visually-hidden"> (shown below)</span>}
            </span>
            <Light light={line.light} />
            <ItemStateTag {...line} />
            <OtherFiles line={line} />
            <ItemClock line={line} />
            {line.needsDeputy && (
              <span className="app-steps-out app-steps-out--short">{chairSentence(line)}</span>
            )}
            {(line.stepOut.length > 0 || line.unnamedOut) && (
              <span className="app-steps-out app-steps-out--short">
                {isAnybodyIn(line)
                  ? stepsOutSentence(line.stepOut, meeting.mode, {
                      named: false,
                      somebody: line.unnamedOut !== null,
                    })
                  : steppedOutSentence(line.stepOut, { somebody: line.unnamedOut !== null })}
              </span>
            )}
            {line.putOffTo && (
              <span className="app-quiet">
                <PutOffTo at={line.putOffTo} />
              </span>
            )}
            {!line.basisInForce && whyNotDefer(meeting.state, line.state) === null && (
              <>
                <strong className="app-needs-basis">No basis for sharing yet</strong>
                <button type="button" className="govuk-link app-link-button" onClick={() => onShown(line.id)}>
                  Put off<span className="govuk-visually-hidden"> {line.caseReference}</span>
                </button>
              </>
            )}
            {whyNotAgain({ ...line, meetingState: meeting.state }) === undefined && line.id !== shownId && (
              <button type="button" className="govuk-link app-link-button" onClick={() => onShown(line.id)}>
                Show<span className="govuk-visually-hidden"> {line.caseReference}</span>
              </button>
            )}
            {open.includes(line) && (
              <button
                type="button"
                className="govuk-link app-link-button"
                onClick={({ currentTarget }) => begin(line, currentTarget)}
              >
                Begin<span className="govuk-visually-hidden"> {line.caseReference}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
