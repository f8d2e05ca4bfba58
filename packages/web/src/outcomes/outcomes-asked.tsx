import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { dateWords } from '../time/words.ts'
import { occasionWords } from './words.ts'

/** MON-2: whom one's agency referred, and is asked to look at again. */
export function OutcomesAsked({ asked }: { asked: MyWork['outcomesAsked'] }) {
  if (asked.length === 0) return null
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">How is she doing?</h2>
      <ul className="govuk-list app-work-list">
        {asked.map(({ caseId, caseReference, occasion, dueOn, putOffFor }) => (
          <li key={caseId} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.caseSection(caseId, 'record-outcomes')} className="govuk-link">
                {caseReference}
              </Link>{' '}
              {occasionWords[occasion].toLowerCase()}
            </span>
            <span className="app-work-list__when">
              {putOffFor ? `Was put off; due since ${dateWords(dueOn)}` : `Due ${dateWords(dueOn)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
