import type { Case } from '@alongside/shared/cases/contract'
import { stateWords } from '@alongside/shared/referrals/words'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Light } from '../ui/light.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { ofEachFile } from './files.ts'

type Row = Case['referrals'][number] & { fileReference: string | null }

export function CaseReferrals({ file }: { file: Case }) {
  const referrals = ofEachFile(file, (one) => one.referrals)
  if (referrals.length === 0)
    return (
      <EmptyState title="No referral">No referral of this case is one that your agency may see.</EmptyState>
    )
  return (
    <Table
      caption="Referrals of this case"
      hiddenCaption
      columns={file.joinedFiles.length > 0 ? [...columns, fileColumn] : columns}
      rows={referrals}
      rowKey={({ id }) => id}
      rowHeaders
      stack
    />
  )
}

const columns: Column<Row>[] = [
  {
    header: 'Reference',
    cell: ({ id, reference }) => (
      <Link {...paths.referral(id)} className="govuk-link">
        {reference}
      </Link>
    ),
    nowrap: true,
  },
  { header: 'From', cell: ({ agencyName }) => agencyName },
  { header: 'Submitted', cell: ({ submittedAt }) => (submittedAt ? <Moment at={submittedAt} /> : 'Not yet') },
  { header: 'Light', cell: ({ light }) => <Light light={light} /> },
  { header: 'State', cell: ({ state }) => stateWords[state] },
]

const fileColumn: Column<Row> = { header: 'File', cell: ({ fileReference }) => fileReference, nowrap: true }
