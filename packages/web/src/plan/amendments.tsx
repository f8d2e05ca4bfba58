import type { PlanAmendment } from '@alongside/shared/plan/schema'
import { headingOf } from '@alongside/shared/plan/telling'
import { planMoveWords } from '@alongside/shared/plan/words'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import { Details } from '../ui/details.tsx'

/** How the plan came to be, the latest amendment first. */
export function Amendments({ amendments }: { amendments: readonly PlanAmendment[] }) {
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">How the plan came to be</h2>
      <ol className="govuk-list app-plan">
        {amendments.toReversed().map((one) => (
          <li key={one.id} className="app-plan__line">
            <p className="govuk-body app-plan__words">
              {one.meetingId && one.meetingStartsAt ? (
                <>
                  At the{' '}
                  <Link {...paths.meeting(one.meetingId)} className="govuk-link">
                    meeting of <Moment at={one.meetingStartsAt} />
                  </Link>
                </>
              ) : (
                <>
                  Between meetings, <Moment at={one.at} />
                </>
              )}
              , by {one.by} of {one.agencyName}
            </p>
            {one.why && <p className="app-quiet app-as-typed">{one.why}</p>}
            {one.present.length > 0 && <p className="app-quiet">In the room: {one.present.join(', ')}</p>}
            <Details
              summary={
                one.changes.length === 1 ? 'What changed' : `What changed: ${one.changes.length} lines`
              }
            >
              <Changes changes={one.changes} />
            </Details>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface Worded {
  part: PlanAmendment['changes'][number]['after']['part']
  area: PlanAmendment['changes'][number]['after']['area']
  words: string
  because: string | null
}
type Shown = { move: PlanAmendment['changes'][number]['move']; before: Worded | null; after: Worded }

/** What an amendment did, line by line, with what stood there before where the words are others. */
export function Changes({ changes }: { changes: readonly Shown[] }) {
  return (
    <ul className="govuk-list app-plan">
      {changes.map(({ move, before, after }, index) => (
        <li key={index} className="app-plan__line">
          <p className="govuk-body app-as-typed app-plan__words">
            <strong>
              {planMoveWords[move]}, {headingOf(after).toLowerCase()}:
            </strong>{' '}
            {after.words}
            {after.because && ` (${after.because})`}
          </p>
          {before && before.words !== after.words && (
            <p className="app-quiet app-as-typed">Before: {before.words}</p>
          )}
        </li>
      ))}
    </ul>
  )
}
