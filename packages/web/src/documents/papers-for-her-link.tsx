import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'

/** CON-1: where what she is given on paper is printed from. */
export const PapersForHerLink = () => (
  <p className="govuk-body">
    <Link {...paths.papersForHer} className="govuk-link">
      Papers for her: an information sheet and a consent form
    </Link>
  </p>
)
