import type { AuditEvent } from '@alongside/shared/audit/contract'
import { auditWords } from '@alongside/shared/domains'
import { roleWords } from '@alongside/shared/partnerships/words'
import { type ProblemCode, problems } from '@alongside/shared/problems'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import type { Column } from '../ui/table.tsx'
import { basisInWords } from './words.ts'

/** Why it was refused, as who asked was told. */
const refusalWords = (code: string) => (code in problems ? problems[code as ProblemCode].title : code)

/** Who did it, acting as whom. */
export const whoColumn: Column<Pick<AuditEvent, 'name' | 'agencyName' | 'role'>> = {
  header: 'Who',
  cell: ({ name, agencyName, role }) => (
    <span>
      {name ?? 'The system itself'}
      <span className="app-quiet"> {[agencyName, role && roleWords[role]].filter(Boolean).join(', ')}</span>
    </span>
  ),
}

/** ACC-7: one line of the record. */
export const eventColumns: Column<AuditEvent>[] = [
  { header: 'When', cell: ({ at }) => <Moment at={at} />, nowrap: true },
  whoColumn,
  {
    header: 'What',
    cell: ({ action, refusal, refreshOf }) => (
      <span>
        {auditWords[action]}
        {refusal !== null && <span className="app-quiet"> {refusalWords(refusal)}</span>}
        {refreshOf !== null && <span className="app-quiet"> (the open page read it again by itself)</span>}
      </span>
    ),
  },
  {
    header: 'Case',
    cell: ({ caseId }) =>
      caseId ? (
        <Link {...paths.caseSection(caseId, 'access')} className="govuk-link">
          Open<span className="govuk-visually-hidden"> the case’s own record</span>
        </Link>
      ) : (
        'None'
      ),
  },
  { header: 'Why', cell: ({ basis }) => basisInWords(basis) || 'None recorded' },
  { header: 'From', cell: ({ fromAddress }) => fromAddress ?? 'Not recorded' },
  { header: 'Sealed', cell: ({ sealed }) => (sealed ? 'Yes' : 'Not yet') },
]
