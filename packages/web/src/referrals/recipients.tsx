import { clockRuns } from '@alongside/shared/referrals/rules'
import type { Recipient, Referral, ReferralState } from '@alongside/shared/referrals/schema'
import { responseWords } from '@alongside/shared/referrals/words'
import { useCalendar } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { useNow } from '../time/now.ts'
import { momentWords } from '../time/words.ts'
import { Details } from '../ui/details.tsx'
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
  const now = useNow()
  const { respondedAt, response, worker, words, dueAt, forMeeting, askedAt, restsUntil } = recipient
  if (!respondedAt && askedAt && clockRuns(state, forMeeting))
    return (
      <>
        Asked the referrer, {momentWords(calendar, askedAt)}.{' '}
        {restsUntil && Date.parse(restsUntil) > now.epochMilliseconds ? (
          `The clock rests, until ${momentWords(calendar, restsUntil)} at the latest`
        ) : (
          <Due at={dueAt} />
        )}
      </>
    )
  if (!respondedAt && clockRuns(state, forMeeting)) return <Due at={dueAt} />
  if (!respondedAt)
    return state === 'returned' ? 'Rests until the referrer has answered' : 'No answer is awaited any more'
  return (
    <>
      {response && responseWords[response]}
      {worker && `, ${worker}`}, {momentWords(calendar, recipient.given.at(-1)?.at ?? respondedAt)}
      {words && <p className="govuk-body app-as-typed govuk-!-margin-bottom-0">{words}</p>}
      <Earlier recipient={recipient} />
    </>
  )
}

/** REF-8: what an answer was before it was put right, and why it was. */
function Earlier({ recipient: { given } }: { recipient: Recipient }) {
  const calendar = useCalendar()
  const changed = given.length > 1
  if (!changed) return null
  return (
    <Details summary="What was answered before">
      <ul className="govuk-list">
        {given.slice(0, -1).map(({ response, worker, words, at }, index) => (
          <li key={at}>
            {responseWords[response]}, {worker}, {momentWords(calendar, at)}
            {words && <span className="app-as-typed">{`\n${words}`}</span>}
            <span className="app-quiet app-as-typed">{`\nChanged: ${given[index + 1]?.reason ?? ''}`}</span>
          </li>
        ))}
      </ul>
    </Details>
  )
}
