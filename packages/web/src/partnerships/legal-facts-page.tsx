import { listLegalFacts } from '@alongside/shared/partnerships/addresses'
import type { LegalFacts } from '@alongside/shared/partnerships/facts-contract'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { usePartnership } from '../session/partnership.ts'
import { useCan, useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { KeepLegalFacts } from './keep-legal-facts.tsx'

/** CON-6: what the law makes of each agency; one's own first, where one keeps it. */
export default function LegalFactsPage() {
  const read = useRead(listLegalFacts, {})
  return (
    <Page title="Legal facts" heading="What the law makes of each agency">
      <p className="govuk-body">
        A lawful basis for sharing follows from them, whatever she says. Each lead keeps those of her own
        agency.
      </p>
      <Awaited read={read} label="Loading what the law makes of each agency" lines={8}>
        {({ items }) => <Agencies facts={items} />}
      </Awaited>
    </Page>
  )
}

function Agencies({ facts }: { facts: readonly LegalFacts[] }) {
  const keeps = useCan('legal_facts:keep')
  const own = useSession().acting?.agencyId
  const { agencies } = usePartnership()
  const [saved, setSaved] = useState(0)
  const sorted = agencies.toSorted((a, b) => Number(b.id === own) - Number(a.id === own))
  return sorted.map(({ id, name }) => {
    const said = facts.find(({ agencyId }) => agencyId === id)
    return (
      <section key={id} className="app-section">
        <h2 className="govuk-heading-m">{name}</h2>
        {id === own && saved > 0 && (
          <NotificationBanner key={saved} success>
            Saved: it stands where a sharing without consent is recorded
          </NotificationBanner>
        )}
        {said ? <Facts facts={said} /> : <p className="govuk-body">Its lead has not said so yet.</p>}
        {id === own && keeps && (
          <Details key={said?.version ?? 0} summary={said ? 'Change ours' : 'Write ours down'}>
            <KeepLegalFacts facts={said} onSaved={() => setSaved((times) => times + 1)} />
          </Details>
        )}
      </section>
    )
  })
}

const yesNo = (yes: boolean) => (yes ? 'Yes' : 'No')

function Facts({ facts }: { facts: LegalFacts }) {
  const { publicBody, relevantAuthority, competentAuthority, dutyOfConfidence, savedAt, savedByName } = facts
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Public body', value: publicBody ? `Yes: ${facts.function}` : 'No' },
          {
            key: 'Relevant authority (Crime and Disorder Act 1998, s. 115)',
            value: yesNo(relevantAuthority),
          },
          { key: 'Competent authority (Data Protection Act 2018, Part 3)', value: yesNo(competentAuthority) },
          { key: 'Duty of confidence', value: dutyOfConfidence ?? 'None of its own' },
        ]}
      />
      <p className="govuk-body app-quiet">
        Said <Moment at={savedAt} />, {savedByName}
      </p>
    </>
  )
}
