import type { LeftWorkWaiting } from '@alongside/shared/leaving/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

export const leavingWork: Shown<'leftWork' | 'leftWorkOfNobody'> = {
  /** ACC-10: one line, however much it is. */
  leftWork: (agencies) => (
    <Section title="Somebody has left, or stands aside: their work needs an owner">
      <Lines
        agencies={agencies}
        words={() => 'Find an owner for what they had to do'}
        link={paths.leftWork}
      />
    </Section>
  ),
  /** ACC-10: that there is some, and where; not what. */
  leftWorkOfNobody: (agencies) => (
    <Section title="A leaver’s work waits, and nobody leads the agency">
      <Lines agencies={agencies} words={({ agencyName }) => agencyName} link={paths.members} />
      <p className="govuk-body">
        Whoever stands in for the lead names a new one, or hands the work on. Ask the agency.
      </p>
    </Section>
  ),
}

function Lines({
  agencies,
  words,
  link,
}: {
  agencies: LeftWorkWaiting[]
  words: (waiting: LeftWorkWaiting) => string
  link: typeof paths.leftWork | typeof paths.members
}) {
  return (
    <ul className="govuk-list app-work-list">
      {agencies.map((waiting) => (
        <li key={waiting.agencyId} className="app-work-list__item">
          <span className="app-work-list__what">
            <Link {...link} className="govuk-link">
              {words(waiting)}
            </Link>{' '}
            ({waiting.things === 1 ? 'one thing' : `${waiting.things} things`})
          </span>
          <span className="app-work-list__when">
            Since <Moment at={waiting.since} />
          </span>
        </li>
      ))}
    </ul>
  )
}
