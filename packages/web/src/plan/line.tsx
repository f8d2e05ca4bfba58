import { acceptanceWords, actionStateWords } from '@alongside/shared/actions/words'
import { asksWhatNow, isLateStep, isOpen, isStanding, redRiskLacks } from '@alongside/shared/plan/rules'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { toldOf } from '@alongside/shared/plan/telling'
import { planAreaWords, planStateWords } from '@alongside/shared/plan/words'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { useAgencyName, useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { dateWords } from '../time/words.ts'
import { Tag } from '../ui/tag.tsx'

type Props = {
  line: PlanLine
  /** In the room: what was agreed in this very item. */
  here?: boolean
  short?: boolean
  /** Hers: while it is red, what keeps her safe says what it still lacks. */
  light?: Light | null
  children?: ReactNode
}

/** What a line that is open still asks for (PLN-1). */
function Wanting({ line, light }: { line: PlanLine; light: Light | null }) {
  const lacks = isOpen(line) ? redRiskLacks(line, light) : []
  return (
    <>
      {lacks.includes('lead') && (
        <>
          {' '}
          <Tag colour="red">Nobody leads it yet</Tag>
        </>
      )}
      {asksWhatNow(line) ? (
        <>
          {' '}
          <Tag colour="yellow">What now?</Tag> its last step is closed: a new one, or does it end?
        </>
      ) : (
        lacks.includes('step') && (
          <>
            {' '}
            <Tag colour="red">No step with a date</Tag>
          </>
        )
      )}
    </>
  )
}

/** One line of a plan: what it says, what she says of it, who leads it, and its steps. */
export function Line({ line, here = false, short = false, light = null, children }: Props) {
  const nameOf = useAgencyName()
  const opens = useCan('actions:read')
  const day = today(useCalendar())
  const told = toldOf({ ...line, sinceLast: line.sinceLast && !here }, dateWords)
  return (
    <li className="app-plan__line">
      <p className="govuk-body app-as-typed app-plan__words">
        {line.area && <strong>{planAreaWords[line.area]}: </strong>}
        {line.words}
      </p>
      {line.herWords && (
        <blockquote className="app-voice__words app-plan__hers">
          <p className="govuk-body app-as-typed">“{line.herWords}”</p>
          {line.herWordsOn && <p className="app-quiet">She said so on {dateWords(line.herWordsOn)}</p>}
        </blockquote>
      )}
      <p className="app-quiet app-plan__told">
        {here && <Tag colour="green">Agreed here</Tag>}{' '}
        {!isStanding(line) && line.state !== 'proposed' && (
          <Tag colour="grey">{planStateWords[line.state]}</Tag>
        )}{' '}
        {told}
        <Wanting line={line} light={light} />
        {line.state === 'proposed' && ` · by ${line.proposedByName}`}
        {line.because && ` · ${line.because}`}
        {line.limitedTo.length > 0 && ` · seen by ${line.limitedTo.map(nameOf).join(', ')} alone`}
      </p>
      {!short && line.steps.length > 0 && (
        <ul className="govuk-list govuk-list--bullet app-plan__steps">
          {line.steps.map(({ actionId, what, ownerAgencyName, dueOn, state, acceptance }) => (
            <li key={actionId}>
              {opens ? (
                <Link {...paths.action(actionId)} className="govuk-link">
                  {what}
                </Link>
              ) : (
                what
              )}
              , {ownerAgencyName}, by {dateWords(dueOn)}: {actionStateWords[state].toLowerCase()}
              {acceptance === 'asked' && `, ${acceptanceWords[acceptance]}`}
              {isLateStep({ dueOn, state }, day) && <strong>, late</strong>}
            </li>
          ))}
        </ul>
      )}
      {children}
    </li>
  )
}
