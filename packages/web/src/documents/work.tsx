import { documentWords } from '@alongside/shared/documents/words'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

export const documentWork: Shown<'lostCopies'> = {
  /** MTG-4: paper that is lost, until it is found or seen to. */
  lostCopies: (copies) => (
    <Section title="Paper that is lost">
      <ul className="govuk-list app-work-list">
        {copies.map(
          ({ copyId, number, kind, meetingId, meetingStartsAt, holderName, holderAgencyName, lostAt }) => (
            <li key={copyId} className="app-work-list__item">
              <span className="app-work-list__what">
                <Link {...paths.meetingSection(meetingId, 'documents')} className="govuk-link">
                  Copy {number}, {documentWords[kind]} of the meeting of <Moment at={meetingStartsAt} />
                </Link>
                , held by {holderName}, {holderAgencyName}
              </span>
              <span className="app-work-list__when">
                Lost <Moment at={lostAt} />
              </span>
            </li>
          ),
        )}
      </ul>
    </Section>
  ),
}
