import { roleWords } from '@alongside/shared/partnerships/words'
import { acceptPlace, declinePlace, listMyOffers } from '@alongside/shared/sessions/addresses'
import type { MyOffer } from '@alongside/shared/sessions/contract'
import { useChange, useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { useSession, useSessionActions } from './session.tsx'

/** ACC-10: the places that I have, and those that I am asked to take: nobody takes one but by her own yes. */
export default function MyPlacesPage() {
  const offers = useRead(listMyOffers, {}, { staleTime: 0 })
  const { places } = useSession()
  return (
    <Page title="Your places" heading="Your places">
      <Awaited read={offers} label="Loading what you are asked">
        {({ items }) => (
          <>
            {items.map((offer) => (
              <Asked key={offer.id} offer={offer} answered={() => void offers.refetch()} />
            ))}
            {items.length === 0 && <p className="govuk-body">Nobody waits for an answer of yours.</p>}
          </>
        )}
      </Awaited>
      <h2 className="govuk-heading-m">What you have</h2>
      <ul className="govuk-list govuk-list--bullet">
        {places.map(({ membershipId, agencyName, role, partnershipName }) => (
          <li key={membershipId}>
            {agencyName}, {roleWords[role].toLowerCase()} ({partnershipName})
          </li>
        ))}
      </ul>
      <p className="govuk-body">
        With several places you choose under your name, at the top, for which you act. A place is ended by
        whoever leads the agency, or by the coordinator.
      </p>
    </Page>
  )
}

function Asked({ offer, answered }: { offer: MyOffer; answered: () => void }) {
  const { renew } = useSessionActions()
  const yes = useChange(acceptPlace)
  const no = useChange(declinePlace)
  const said = { params: { offerId: offer.id }, body: {} }
  const after = { onSuccess: answered }
  if (yes.data)
    return <NotificationBanner success>{`You have a place at ${offer.agencyName}.`}</NotificationBanner>
  return (
    <section className="app-section" aria-label={`Invitation of ${offer.agencyName}`}>
      <h2 className="govuk-heading-m">You have been asked to join {offer.agencyName}</h2>
      <p className="govuk-body">
        {roleWords[offer.role]}
        {offer.jobTitle && `, ${offer.jobTitle}`}, in {offer.partnershipName}.{' '}
        {offer.offeredByName && `${offer.offeredByName} asked you. `}
        You can answer until {dateWords(offer.expiresAt.slice(0, 10))}.
      </p>
      <Refused error={yes.error ?? no.error} attempt={yes.submittedAt + no.submittedAt} />
      <ButtonGroup>
        <Button
          type="button"
          busy={yes.isPending}
          onClick={() => yes.mutate(said, { onSuccess: () => void renew().then(answered) })}
        >
          Yes, take the place
        </Button>
        <Button type="button" variant="secondary" busy={no.isPending} onClick={() => no.mutate(said, after)}>
          No
        </Button>
      </ButtonGroup>
    </section>
  )
}
