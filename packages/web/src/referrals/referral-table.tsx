import { clockRuns } from '@alongside/shared/referrals/rules'
import type { ReferralSummary } from '@alongside/shared/referrals/schema'
import { stateWords } from '@alongside/shared/referrals/words'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Untold } from '../safeguarding/untold.tsx'
import { useCalendar } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { dayWords, momentWords } from '../time/words.ts'
import { Light } from '../ui/light.tsx'
import { Table } from '../ui/table.tsx'
import type { ReferralFilters } from './filters.ts'
import { OwnDue } from './own-due.tsx'

type Sort = NonNullable<ReferralFilters['sort']>

type Props = {
  referrals: readonly ReferralSummary[]
  sort: Sort
  onSort: (sort: Sort) => void
  /** They wait for my agency's answer, whose clock does not rest while a referral is returned. */
  toAnswer: boolean
}

export function ReferralTable({ referrals, sort, onSort, toAnswer }: Props) {
  const calendar = useCalendar()
  return (
    <Table
      caption="Referrals"
      hiddenCaption
      rowHeaders
      stack
      rows={referrals}
      rowKey={({ id }) => id}
      columns={[
        {
          header: 'Referral',
          nowrap: true,
          cell: ({ id, reference, state }) => (
            <Link
              {...(state === 'draft' ? paths.referralForm(id) : paths.referral(id))}
              className="govuk-link"
            >
              {reference}
            </Link>
          ),
        },
        { header: 'Name', cell: ({ name }) => name ?? 'No name yet' },
        { header: 'Light', cell: ({ light }) => <Light light={light} /> },
        {
          header: 'State',
          cell: ({ state, safeguarding }) => (
            <>
              {stateWords[state]} <Untold kinds={safeguarding} />
            </>
          ),
        },
        { header: 'From', cell: ({ agencyName }) => agencyName },
        {
          header: 'Answer due',
          sort: { direction: sort === 'due' ? 'ascending' : 'none', onSort: () => onSort('due') },
          cell: ({ state, dueAt, respondedAt, ownDueAt, ownRestsUntil }) => {
            if (state === 'withdrawn') return 'No answer is awaited'
            if (respondedAt) return `Answered ${momentWords(calendar, respondedAt)}`
            if (!dueAt) return 'Not yet'
            if (ownDueAt && clockRuns(state, false))
              return <OwnDue at={ownDueAt} restsUntil={ownRestsUntil} />
            return state === 'returned' && !toAnswer ? (
              'Rests for the meeting until it is submitted again'
            ) : (
              <Due at={dueAt} />
            )
          },
        },
        {
          header: 'Submitted',
          sort: {
            direction: sort === '-submitted' ? 'descending' : 'none',
            onSort: () => onSort('-submitted'),
          },
          cell: ({ submittedAt }) => (submittedAt ? dayWords(calendar, submittedAt) : 'Not yet'),
        },
      ]}
    />
  )
}
