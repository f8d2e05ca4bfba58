import { clockRuns } from '@alongside/shared/referrals/rules'
import type { Recipient, Referral, ReferralState } from '@alongside/shared/referrals/schema'
import { responseWords } from '@alongside/shared/referrals/words'
import { useCalendar } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { momentWords } from '../time/words.ts'
import { Table } from '../ui/table.tsx'

/** REF-8: each recipient with its own clock, or its answer. */
export function Recipients({ referral }: { referral: Referral }) {
  return (
    <Table
      caption="Who answers, and by when"
      captionSize="m"
      rowHeaders
      stack
      rows={referral.recipients}
      rowKey={({ id }) => id}
      columns={[
        {
          header: 'Recipient',
          cell: ({ agencyName, forMeeting }) => `${agencyName}${forMeeting ? ', for the meeting' : ''}`,
        },
        {
          header: 'Answer',
          cell: (recipient) => <Answer recipient={recipient} state={referral.state} />,
        },
      ]}
    />
  )
}

function Answer({ recipient, state }: { recipient: Recipient; state: ReferralState }) {
  const calendar = useCalendar()
  const { respondedAt, response, worker, words, dueAt, forMeeting } = recipient
  if (!respondedAt && clockRuns(state, forMeeting)) return <Due at={dueAt} />
  if (!respondedAt)
    return state === 'returned' ? 'Rests until the referrer has answered' : 'No answer is awaited any more'
  return (
    <>
      {response && responseWords[response]}
      {worker && `, ${worker}`}, {momentWords(calendar, respondedAt)}
      {words && <p className="govuk-body app-as-typed govuk-!-margin-bottom-0">{words}</p>}
    </>
  )
}
