import type { CaseFile } from '@alongside/shared/cases/contract'
import { sharingPurposes } from '@alongside/shared/consent/lawful'
import { isInForce } from '@alongside/shared/consent/rules'
import { useAgencyName, useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'
import { Moment } from '../time/moment.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

/** CON-6: agency by agency, her say and what sharing rests on in law, each shown as what it is. */
export function SayAndLaw({ file }: { file: CaseFile }) {
  const nameOf = useAgencyName()
  const day = today(useCalendar())
  const standing = file.consents.filter((consent) => isInForce(consent, day)).map(({ record }) => record)
  const agreed = new Set(standing.flatMap(({ agreedAgencies = [] }) => agreedAgencies))
  const refused = new Set(standing.flatMap(({ refusedAgencies = [] }) => refusedAgencies))
  const sees = file.grants
    .filter(({ inForce, basis }) => inForce && (basis === 'consent' || basis === 'without_consent'))
    .flatMap(({ agencyId }) => agencyId ?? [])
  const agencies = [...new Set([...sees, ...agreed, ...refused])]
  if (agencies.length === 0) return null
  const say = (id: string) =>
    agreed.has(id) ? 'She agrees' : refused.has(id) ? 'She does not agree' : 'Not asked'
  const law = (id: string) => file.lawfulBases.filter(({ agencyId }) => agencyId === id)
  return (
    <>
      <h2 className="govuk-heading-m">Her say, and the law</h2>
      {agencies.map((id) => (
        <SummaryList
          key={id}
          card={{ title: nameOf(id), headingLevel: 3 }}
          rows={[
            { key: 'Her say', value: say(id) },
            {
              key: 'The law',
              value:
                law(id).length > 0
                  ? law(id).map((basis) => (
                      <div key={basis.id}>
                        <p className="govuk-body">
                          <strong>{sharingPurposes.find(({ code }) => code === basis.purpose)?.title}</strong>
                          . {basis.words}
                        </p>
                        <p className="govuk-body app-as-typed">{basis.because}</p>
                        <p className="govuk-body app-quiet">
                          Confirmed <Moment at={basis.confirmedAt} /> by {basis.confirmedBy}
                        </p>
                      </div>
                    ))
                  : sees.includes(id)
                    ? 'Basis not named'
                    : 'Nothing is shared',
            },
          ]}
        />
      ))}
    </>
  )
}
