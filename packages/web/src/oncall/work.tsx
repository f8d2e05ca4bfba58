import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useCalendar } from '../session/partnership.ts'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { gapWords } from './words.ts'

export const onCallWork: Shown<'onCallGaps'> = {
  /** MTG-5: to who keeps the list. */
  onCallGaps: (gaps) => (
    <Section title="On call: nobody answers for your agency">
      <Gaps gaps={gaps} />
    </Section>
  ),
}

function Gaps({ gaps }: { gaps: { from: string; until: string | null }[] }) {
  const { timeZone } = useCalendar()
  const local = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDateTime()
  return (
    <ul className="govuk-list app-work-list">
      {gaps.map(({ from, until }) => (
        <li key={from} className="app-work-list__item">
          <Link {...paths.onCall} className="govuk-link">
            Nobody {gapWords({ from: local(from), until: until === null ? null : local(until) })}
          </Link>
        </li>
      ))}
    </ul>
  )
}
