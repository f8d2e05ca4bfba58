import { occasionWords } from '@alongside/shared/outcomes/words'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { dateWords } from '../time/words.ts'
import type { Shown } from '../work/lists.ts'
import { FoldedSection } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'

export const outcomeWork: Shown<'outcomesAsked'> = {
  /** MON-2: whom one's agency referred, and is asked to look at again. */
  outcomesAsked: (asked) => (
    <FoldedSection title="How is she doing?" count={asked.length}>
      <ul className="govuk-list app-work-list">
        {asked.map(({ caseId, caseReference, occasion, dueOn, putOffFor }) => (
          <li key={caseId} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.caseSection(caseId, 'record-outcomes')} className="govuk-link">
                <Whose reference={caseReference} />
              </Link>{' '}
              {occasionWords[occasion]}
            </span>
            <span className="app-work-list__when">
              {putOffFor ? `Was put off; due since ${dateWords(dueOn)}` : `Due ${dateWords(dueOn)}`}
            </span>
          </li>
        ))}
      </ul>
    </FoldedSection>
  ),
}
