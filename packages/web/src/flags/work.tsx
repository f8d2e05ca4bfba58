import { whyNotFlag } from '@alongside/shared/flags/rules'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import type { Shown } from '../work/lists.ts'
import { FoldedSection } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'
import { ReportFlag } from './report-flag.tsx'

export const flagWork: Shown<'flagsAsked'> = {
  /** FLG-1: what one's agency is asked to put on its own case system, or to take down from it. */
  flagsAsked: (flags) => (
    <FoldedSection title="Flags asked of your agency" count={flags.length}>
      {flags.map((flag) => (
        <div key={flag.id}>
          <p className="govuk-body">
            {whyNotFlag('confirm', flag.state) ? (
              `Take down the flag ${flag.reference ?? ''}: your agency’s basis has ended.`
            ) : (
              <>
                Put the flag for{' '}
                <Link {...paths.caseSection(flag.caseId, 'flags')} className="govuk-link">
                  {flag.caseReference ? <Whose reference={flag.caseReference} /> : 'the case'}
                </Link>{' '}
                on your own case system. Asked <Moment at={flag.askedAt} />.
              </>
            )}
          </p>
          <ReportFlag key={flag.version} flag={flag} />
        </div>
      ))}
    </FoldedSection>
  ),
}
