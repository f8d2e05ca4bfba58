import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useCalendar } from '../session/partnership.ts'
import { dayWords } from '../time/words.ts'
import { Light } from '../ui/light.tsx'
import { Folded } from '../work/folded.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'

export const researchWork: Shown<'researchAsked'> = {
  researchAsked: (asked) => <ResearchAsked asked={asked} />,
}

/** MTG-3: before each meeting. */
function ResearchAsked({ asked }: { asked: MyWork['researchAsked'] }) {
  const calendar = useCalendar()
  return (
    <Section title="What does your agency know?">
      <Folded of={asked} rest={(count) => `${count} more to look up`}>
        {(shown) => (
          <ul className="govuk-list app-work-list">
            {shown.map(({ agendaItemId, caseReference, light, meetingStartsAt }) => (
              <li key={agendaItemId} className="app-work-list__item">
                <span className="app-work-list__what">
                  <Link {...paths.research(agendaItemId)} className="govuk-link">
                    <Whose reference={caseReference} />
                  </Link>
                </span>
                <Light light={light} />
                <span className="app-work-list__when">Meeting of {dayWords(calendar, meetingStartsAt)}</span>
              </li>
            ))}
          </ul>
        )}
      </Folded>
    </Section>
  )
}
