import { stillIn } from '@alongside/shared/agenda/rules'
import type { SteppingOut } from '@alongside/shared/agenda/schema'
import {
  chairSentence,
  leavesWords,
  leaving,
  steppedOutSentence,
  stepsOutWithReasons,
} from '@alongside/shared/agenda/stepping-out'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { whyNotOpenItem } from '@alongside/shared/room/rules'

type Line = Pick<Meeting['agenda'][number], 'state' | 'stepOut' | 'needsDeputy' | 'chairedBy' | 'unchaired'>

/** ACC-9: who chairs a case in the chair’s place, and who steps out for it, or did: the same wherever it stands. */
export function StepsOut({ line, mode }: { line: Line; mode: Meeting['mode'] }) {
  const { state, stepOut } = line
  const chairs = chairSentence(line)
  if (stepOut.length === 0 && !chairs) return null
  return (
    <p className="govuk-body app-steps-out">
      {chairs && <strong>{chairs} </strong>}
      {whyNotOpenItem(state) === null && stillIn(stepOut).length > 0
        ? stepsOutWithReasons(stepOut, mode)
        : steppedOutSentence(stepOut)}
    </p>
  )
}

/** Large, one an agency: for the wall, where everybody reads it. Guests of other items are in the room, and not named. */
export function StepsOutLarge({ people, mode }: { people: readonly SteppingOut[]; mode: Meeting['mode'] }) {
  return leaving(people.filter(({ guest, leftAt }) => !guest && leftAt === null)).map((one) => (
    <div key={one.who} className="app-steps-out app-steps-out--large">
      <p className="govuk-heading-xl">
        {one.who} {leavesWords(one, mode)}
      </p>
      {one.names.map((name) => (
        <p key={name} className="govuk-body-l">
          {name}
        </p>
      ))}
    </div>
  ))
}
