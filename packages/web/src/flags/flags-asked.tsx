import { whyNotFlag } from '@alongside/shared/flags/rules'
import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import { ReportFlag } from './report-flag.tsx'

/** FLG-1: what one's agency is asked to put on its own case system, or to take down from it. */
export function FlagsAsked({ flags }: { flags: MyWork['flagsAsked'] }) {
  if (flags.length === 0) return null
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Flags asked of your agency</h2>
      {flags.map((flag) => (
        <div key={flag.id}>
          <p className="govuk-body">
            {whyNotFlag('confirm', flag.state) ? (
              `Take down the flag ${flag.reference ?? ''}: your agency’s basis has ended.`
            ) : (
              <>
                Put the flag for{' '}
                <Link {...paths.caseSection(flag.caseId, 'flags')} className="govuk-link">
                  {flag.caseReference ?? 'the case'}
                </Link>{' '}
                on your own case system. Asked <Moment at={flag.askedAt} />.
              </>
            )}
          </p>
          <ReportFlag key={flag.version} flag={flag} />
        </div>
      ))}
    </section>
  )
}
