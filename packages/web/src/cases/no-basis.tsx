import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useCan } from '../session/session.tsx'
import { WarningText } from '../ui/warning-text.tsx'

/** Said wherever a case is about to be spoken of without anything that allows it. */
export function NoBasis({
  caseId,
  here = false,
}: {
  caseId: string /** On the page that it leads to. */
  here?: boolean
}) {
  const mayRecord = useCan('consents:record')
  return (
    <>
      <WarningText>
        No basis for sharing is in force for the meeting. Record consent, or sharing without consent, before
        the case is spoken of with other agencies.
      </WarningText>
      {mayRecord && !here && (
        <p className="govuk-body">
          <Link {...paths.caseSection(caseId, 'consent')} className="govuk-link">
            Go to consent and sharing
          </Link>
        </p>
      )}
    </>
  )
}
