import { unusualWords } from '@alongside/shared/audit/words'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

export const auditWork: Shown<'unusualReadings'> = {
  /** ACC-11: who reads unusually, for who is to ask why. */
  unusualReadings: (readings) => (
    <Section title="Unusual reading to look at">
      <ul className="govuk-list app-work-list">
        {readings.map(({ id, kind, name, agencyName, until }) => (
          <li key={id} className="app-work-list__item">
            <Link {...paths.unusualReading(id)} className="govuk-link">
              {unusualWords[kind]}: {[name, agencyName].filter(Boolean).join(', ')}
            </Link>
            <span className="app-work-list__when">
              <Moment at={until} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  ),
}
