import type { CaseFile } from '@alongside/shared/cases/contract'
import { purposeSayWords, purposeTitle, sayInWords, sharingOf } from '@alongside/shared/consent/lawful-words'
import { isInForce } from '@alongside/shared/consent/rules'
import { whyNotShare } from '@alongside/shared/limits/rules'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useAgencyName, useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { Moment } from '../time/moment.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

/** CON-6: agency by agency, her say and what sharing rests on in law, each shown as what it is. */
export function SayAndLaw({ file }: { file: CaseFile }) {
  const nameOf = useAgencyName()
  const day = today(useCalendar())
  const records = useCan('consents:record') && whyNotShare(file) === null
  const inForce = file.consents.filter((consent) => isInForce(consent, day))
  const sharing = sharingOf({ ...file, consents: inForce })
  if (sharing.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m">Her say, and the law</h2>
      {sharing.map(({ agencyId, law, sees, ...said }) => (
        <SummaryList
          key={agencyId}
          card={{ title: nameOf(agencyId), headingLevel: 3 }}
          rows={[
            { key: 'Her say', value: sayInWords(said) },
            {
              key: 'The law',
              value:
                law.length > 0
                  ? law.map((basis) => (
                      <div key={basis.id}>
                        <p className="govuk-body">
                          <strong>{purposeTitle(basis.purpose)}</strong>. {basis.words}
                        </p>
                        {basis.say && (
                          <p className="govuk-body">To this: {purposeSayWords[basis.say].toLowerCase()}.</p>
                        )}
                        <p className="govuk-body app-as-typed">{basis.because}</p>
                        <p className="govuk-body app-quiet">
                          Confirmed <Moment at={basis.confirmedAt} /> by {basis.confirmedBy}
                        </p>
                      </div>
                    ))
                  : sees
                    ? 'Basis not named'
                    : 'Nothing is shared',
            },
          ]}
        />
      ))}
      {records && (
        <p className="govuk-body">
          <Link {...paths.caseSection(file.id, 'record-basis')} className="govuk-link">
            Name what sharing rests on in law
          </Link>
        </p>
      )}
    </>
  )
}
