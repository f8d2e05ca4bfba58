import { sendOfferAgain, takeBackOffer } from '@alongside/shared/partnerships/addresses'
import type { OfferedPlace } from '@alongside/shared/partnerships/contract'
import { roleWords } from '@alongside/shared/partnerships/words'
import { useChange } from '../client/hooks.ts'
import { Refused } from '../sending/refused.tsx'
import { Day } from '../time/moment.tsx'
import { Badge } from '../ui/badge.tsx'
import { type Column, Table } from '../ui/table.tsx'

/** ACC-10: who is asked and has not answered, for whoever names the agency's people, and the coordinator. */
export function OfferedPlaces({ offered, now }: { offered: readonly OfferedPlace[]; now: Temporal.Instant }) {
  const again = useChange(sendOfferAgain)
  const back = useChange(takeBackOffer)
  if (offered.length === 0) return null
  const columns: Column<OfferedPlace>[] = [
    {
      header: 'Name',
      cell: ({ name, jobTitle }) => (
        <span>
          {name}
          {jobTitle && <span className="app-quiet"> {jobTitle}</span>}
        </span>
      ),
    },
    { header: 'Place', cell: ({ role, agencyName }) => `${roleWords[role]}, ${agencyName}` },
    { header: 'E-mail', cell: ({ email }) => <span className="app-email">{email}</span> },
    {
      header: 'Asked',
      cell: ({ offeredAt, expiresAt, undelivered }) => (
        <span>
          <Day at={offeredAt} /> {undelivered && <Badge colour="red">Not delivered</Badge>}
          {Temporal.Instant.compare(expiresAt, now) <= 0 && <Badge colour="grey">Too old</Badge>}
        </span>
      ),
      nowrap: true,
    },
    {
      header: 'Change',
      hiddenHeader: true,
      cell: ({ id, name }) => (
        <span>
          <button
            type="button"
            className="app-link-button"
            disabled={again.isPending}
            onClick={() => again.mutate({ params: { offerId: id }, body: {} })}
          >
            Send again<span className="govuk-visually-hidden">: {name}</span>
          </button>{' '}
          <button
            type="button"
            className="app-link-button"
            disabled={back.isPending}
            onClick={() => back.mutate({ params: { offerId: id }, body: {} })}
          >
            Take back<span className="govuk-visually-hidden">: {name}</span>
          </button>
        </span>
      ),
    },
  ]
  return (
    <>
      <Refused error={again.error ?? back.error} attempt={again.submittedAt + back.submittedAt} />
      {again.data && (
        <output className="govuk-body">Sent again. The invitation before it opens nothing any more.</output>
      )}
      <Table
        caption="Invited, not answered yet"
        captionSize="m"
        columns={columns}
        rows={offered}
        rowKey={({ id }) => id}
        rowHeaders
        stack
      />
    </>
  )
}
