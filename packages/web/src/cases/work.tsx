import { holdWords } from '@alongside/shared/cases/holding'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'

export const caseWork: Shown<'heldCases' | 'toListAgain'> = {
  heldCases: (holds) => (
    <Section title="Cases that are held">
      <ul className="govuk-list">
        {holds.map(({ id, caseId, caseReference, kind, heldAt }) => (
          <li key={id}>
            <Link {...paths.case(caseId)} className="govuk-link">
              <Whose reference={caseReference} />: {holdWords[kind].toLowerCase()}
            </Link>
            , since <Moment at={heldAt} />
          </li>
        ))}
      </ul>
    </Section>
  ),
  toListAgain: (cases) => (
    <Section title="To be listed again">
      <p className="govuk-body">A hold that was lifted had taken them off an agenda.</p>
      <ul className="govuk-list">
        {cases.map(({ caseId, caseReference, takenOffFrom, nextMeetingId }) => (
          <li key={caseId}>
            <Link {...paths.case(caseId)} className="govuk-link">
              <Whose reference={caseReference} />
            </Link>
            , taken off the agenda of <Moment at={takenOffFrom} />.{' '}
            {nextMeetingId ? (
              <Link {...paths.meeting(nextMeetingId)} className="govuk-link">
                List it for the next meeting<span className="govuk-visually-hidden">: {caseReference}</span>
              </Link>
            ) : (
              'No meeting is planned: set the calendar’s rule first.'
            )}
          </li>
        ))}
      </ul>
    </Section>
  ),
}
