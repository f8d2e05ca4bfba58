import { acknowledgeMinutes } from '@alongside/shared/minutes/addresses'
import type { Minutes, MinutesReceipt } from '@alongside/shared/minutes/contract'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCan, useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { type Column, Table } from '../ui/table.tsx'

/** MTG-8: an agency says once, for each version, that it has them. Who distributes them is not asked. */
export function Acknowledge({ minutes }: { minutes: Minutes }) {
  const may = useCan('meetings:contribute')
  const { acting } = useSession()
  const sending = useSending(acknowledgeMinutes)
  if (minutes.receipt)
    return (
      <p className="govuk-body">
        Acknowledged for {minutes.receipt.agencyName} by {minutes.receipt.by},{' '}
        <Moment at={minutes.receipt.at} />.
      </p>
    )
  if (!may || minutes.receipts !== null) return null
  return (
    <>
      <Refused error={sending.error} attempt={sending.attempt} />
      <Button
        type="button"
        busy={sending.busy}
        onClick={() =>
          sending.send({ params: { meetingId: minutes.meetingId }, body: { version: minutes.version } })
        }
      >
        Acknowledge for {acting?.agencyName}
      </Button>
    </>
  )
}

/** Who has acknowledged and who has not, for who coordinates. */
export function Receipts({ minutes: { receipts, notYetReceived } }: { minutes: Minutes }) {
  if (receipts === null || notYetReceived === null) return null
  return (
    <section className="app-section app-receipts">
      <h2 className="govuk-heading-m">Acknowledged by</h2>
      {receipts.length > 0 && (
        <Table
          caption="Agencies that have acknowledged this version"
          hiddenCaption
          columns={columns}
          rows={receipts}
          rowKey={({ agencyId }) => agencyId}
          rowHeaders
          stack
        />
      )}
      <p className="govuk-body">
        {notYetReceived.length === 0
          ? 'Every agency that is asked has acknowledged this version.'
          : `Not yet: ${notYetReceived.map(({ agencyName }) => agencyName).join(', ')}.`}
      </p>
    </section>
  )
}

const columns: Column<MinutesReceipt>[] = [
  { header: 'Agency', cell: ({ agencyName }) => agencyName },
  { header: 'By', cell: ({ by }) => by },
  { header: 'When', cell: ({ at }) => <Moment at={at} /> },
]
