import type { Case } from '@alongside/shared/cases/contract'
import { readPlan } from '@alongside/shared/plan/addresses'
import { isLateStep, isOpen, nextStep } from '@alongside/shared/plan/rules'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { dateWords } from '../time/words.ts'
import { Line } from './line.tsx'

/** So many lines of a plan say what it is about; the rest stands on its own page. */
const shown = 5

/** PLN-1: the plan that stands, in short, on the first page of a case. */
export function ShortPlan({ file }: { file: Case }) {
  const plan = useRead(readPlan, { params: { caseId: file.id } })
  return (
    <section>
      <h2 className="govuk-heading-m">The plan</h2>
      <Awaited read={plan} label="Loading the plan" lines={3}>
        {({ lines, reviewBy }) => {
          const open = lines.filter(isOpen)
          return (
            <>
              <NextStep lines={open} />
              {open.length === 0 && <p className="govuk-body">Nothing stands in her plan yet.</p>}
              <ul className="govuk-list app-plan">
                {open.slice(0, shown).map((line) => (
                  <Line key={line.id} line={line} light={file.light} short />
                ))}
              </ul>
              <p className="govuk-body">
                <Link {...paths.caseSection(file.id, 'plan')} className="govuk-link">
                  {open.length > shown ? `The whole plan: ${open.length} lines` : 'The whole plan'}
                </Link>
                {reviewBy && `, looked at again by ${dateWords(reviewBy)}`}
              </p>
            </>
          )
        }}
      </Awaited>
    </section>
  )
}

/** What is done next, by whom and when; what is late says so. */
function NextStep({ lines }: { lines: readonly PlanLine[] }) {
  const opens = useCan('actions:read')
  const day = today(useCalendar())
  const step = nextStep(lines)
  if (!step) return null
  const { actionId, what, ownerAgencyName, dueOn } = step
  return (
    <p className="govuk-body app-plan__next">
      <strong>Next:</strong>{' '}
      {opens ? (
        <Link {...paths.action(actionId)} className="govuk-link">
          {what}
        </Link>
      ) : (
        what
      )}
      , {ownerAgencyName},{' '}
      {isLateStep(step, day) ? <strong>late since {dateWords(dueOn)}</strong> : `by ${dateWords(dueOn)}`}
    </p>
  )
}
