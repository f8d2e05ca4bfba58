import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { dateWords } from '../time/words.ts'
import { Light } from '../ui/light.tsx'
import { Folded } from '../work/folded.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'

export const planWork: Shown<'plansToLookAt'> = {
  /** PLN-1: plans of which lines that my agency leads are to be looked at within the week. */
  plansToLookAt: (plans) => (
    <Section title="Plans to look at again">
      <Folded of={plans} rest={(count) => `${count} more plans`}>
        {(shown) => (
          <ul className="govuk-list app-work-list">
            {shown.map(({ caseId, caseReference, light, lookAgainOn, lines }) => (
              <li key={caseId} className="app-work-list__item">
                <span className="app-work-list__what">
                  {light && <Light light={light} />}{' '}
                  <Link {...paths.caseSection(caseId, 'plan')} className="govuk-link">
                    <Whose reference={caseReference} />
                  </Link>{' '}
                  {lines === 1 ? 'one line' : `${lines} lines`}
                </span>
                <span className="app-work-list__when">By {dateWords(lookAgainOn)}</span>
              </li>
            ))}
          </ul>
        )}
      </Folded>
    </Section>
  ),
}
