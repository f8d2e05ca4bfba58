import type { Case } from '@alongside/shared/cases/contract'
import { readCaseFlags } from '@alongside/shared/flags/addresses'
import type { Flag } from '@alongside/shared/flags/contract'
import { missingFlagStates } from '@alongside/shared/flags/rules'
import { flagStateWords } from '@alongside/shared/flags/words'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { ReportFlag } from './report-flag.tsx'

/** FLG-1: which agencies have put the flag on their own case system. */
export function CaseFlags({ file }: { file: Case }) {
  const { acting } = useSession()
  const flags = useRead(readCaseFlags, { params: { caseId: file.id } })
  return (
    <Awaited read={flags} label="Loading the flags">
      {({ items }) => {
        const mine = items.find(({ agencyId }) => agencyId === acting?.agencyId)
        if (items.length === 0)
          return (
            <EmptyState title="No agency is asked for its flag yet">
              Each agency with whom the case is shared is asked once it is on an agenda.
            </EmptyState>
          )
        return (
          <>
            <Table
              caption="Flags on the agencies’ own case systems"
              captionSize="m"
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              rowHeaders
              stack
            />
            {mine && <ReportFlag key={mine.version} flag={mine} />}
          </>
        )
      }}
    </Awaited>
  )
}

const columns: Column<Flag>[] = [
  { header: 'Agency', cell: ({ agencyName }) => agencyName },
  { header: 'Asked', cell: ({ askedAt }) => <Moment at={askedAt} /> },
  {
    header: 'Flag',
    cell: ({ state, confirmedOn, takenDownOn }) => {
      const on = state === 'taken_down' ? (takenDownOn ?? confirmedOn) : confirmedOn
      return `${sentence(flagStateWords[state])}${on ? `, ${dateWords(on)}` : ''}`
    },
  },
  { header: 'Its reference', cell: ({ reference }) => reference ?? '' },
]

/** FLG-1, in the action log: who has not yet. */
export function FlagsMissing({ caseId }: { caseId: string }) {
  const { data } = useRead(readCaseFlags, { params: { caseId } })
  const missing =
    data?.items.filter(({ state }) => missingFlagStates.some((missing) => missing === state)) ?? []
  if (missing.length === 0) return null
  return (
    <p className="govuk-body">
      Flag not yet confirmed by: {missing.map(({ agencyName }) => agencyName).join(', ')}.
    </p>
  )
}
