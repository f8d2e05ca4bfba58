import { requestProblems } from '@alongside/shared/request-problems'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Page } from '../ui/page.tsx'

/** The same for what does not exist and for what one may not see (ACC-6). */
export function NotFoundPage() {
  const { title, fix } = requestProblems.not_found
  return (
    <Page title="Not found" heading={title}>
      <p className="govuk-body">{fix}</p>
      <p className="govuk-body">
        <Link {...paths.work} className="govuk-link">
          Go to my work
        </Link>
      </p>
    </Page>
  )
}
