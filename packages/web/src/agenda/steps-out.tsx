import { isAnybodyIn } from '@alongside/shared/agenda/rules'
import {
  chairSentence,
  leavesWords,
  leavingTheRoom,
  steppedOutSentence,
  stepsOutWithReasons,
} from '@alongside/shared/agenda/stepping-out'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { whyNotOpenItem } from '@alongside/shared/room/rules'

type Line = Pick<
  Meeting['agenda'][number],
  'state' | 'stepOut' | 'unnamedOut' | 'needsDeputy' | 'chairedBy' | 'unchaired'
>

/** ACC-9: who chairs a case in the chair’s place, and who steps out for it, or did: the same wherever it stands. */
export function StepsOut({ line, mode }: { line: Line; mode: Meeting['mode'] }) {
  const { state, stepOut, unnamedOut } = line
  const chairs = chairSentence(line)
  const somebody = unnamedOut !== null
  if (stepOut.length === 0 && !somebody && !chairs) return null
  return (
    <p className="govuk-body app-steps-out">
      {chairs && <strong>{chairs} </strong>}
      {whyNotOpenItem(state) === null && isAnybodyIn(line)
        ? stepsOutWithReasons(stepOut, mode, { somebody })
        : steppedOutSentence(stepOut, { somebody })}
    </p>
  )
}

/** Large, one an agency: for the wall, where everybody reads it (`outOnTheWall`). */
export function StepsOutLarge({
  line,
  mode,
}: {
  line: Pick<Line, 'stepOut' | 'unnamedOut'>
  mode: Meeting['mode']
}) {
  return leavingTheRoom(line).map((one) => (
    <div key={one.who} className="app-steps-out app-steps-out--large">
      <p className="govuk-heading-xl">
        {one.who.charAt(0).toUpperCase() + one.who.slice(1)} {leavesWords(one, mode)}
      </p>
      {one.names.map((name) => (
        <p key={name} className="govuk-body-l">
          {name}
        </p>
      ))}
    </div>
  ))
}
