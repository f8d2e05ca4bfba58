import { readCaseAccess } from '@alongside/shared/cases/addresses'
import type { Case } from '@alongside/shared/cases/contract'
import { auditWords } from '@alongside/shared/domains'
import { roleWords } from '@alongside/shared/partnerships/words'
import { Link, useSearch } from '@tanstack/react-router'
import { basisInWords } from '../audit/words.ts'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { spanWords } from '../time/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { type AccessRun, accessRuns } from './access-runs.ts'

/** ACC-7: on the case itself, for everybody who may see it. */
export function AccessLog({ file }: { file: Case }) {
  const { cursor } = useSearch({ strict: false })
  const log = useRead(
    readCaseAccess,
    { params: { caseId: file.id }, query: { cursor, limit: 100 } },
    { staleTime: 0, keepPrevious: true },
  )
  const here = paths.caseSection(file.id, 'access')
  return (
    <Awaited read={log} label="Loading who has looked" lines={12}>
      {({ items, next }) => (
        <>
          {items.length === 0 ? (
            <EmptyState title="Nobody before">There is nothing further back.</EmptyState>
          ) : (
            <Table
              caption="Who has looked at this case, newest first"
              hiddenCaption
              columns={columns}
              rows={accessRuns(items)}
              rowKey={({ latest }) => latest.id}
              rowHeaders
              stack
            />
          )}
          <Pagination
            newer={cursor === undefined ? undefined : <Link {...here}>Newest</Link>}
            older={
              next === null ? undefined : (
                <Link {...here} search={{ cursor: next }}>
                  Older
                </Link>
              )
            }
          />
        </>
      )}
    </Awaited>
  )
}

function Span({ from, to }: { from: string; to: string }) {
  const calendar = useCalendar()
  return <time dateTime={to}>{spanWords(calendar, from, to)}</time>
}

const againWords = (times: number) =>
  `(the open page read it again ${times === 1 ? 'once' : `${times} times`} by itself)`

const columns: Column<AccessRun>[] = [
  {
    header: 'Who',
    cell: ({ latest: { name, agencyName, role } }) => (
      <span>
        {name ?? 'The system itself'}
        <span className="app-quiet"> {[agencyName, role && roleWords[role]].filter(Boolean).join(', ')}</span>
      </span>
    ),
  },
  {
    header: 'What',
    cell: ({ latest, times, refreshes }) => (
      <span>
        {`${auditWords[latest.action]}${times > 1 ? `, ${times} times` : ''}`}
        {refreshes > 0 && <span className="app-quiet"> {againWords(refreshes)}</span>}
      </span>
    ),
  },
  {
    header: 'When',
    cell: ({ from, until }) => <Span from={from} to={until} />,
  },
  { header: 'Why', cell: ({ latest }) => basisInWords(latest.basis) || 'Among what the agency may see' },
  { header: 'From', cell: ({ latest }) => latest.fromAddress ?? 'Not recorded' },
]
