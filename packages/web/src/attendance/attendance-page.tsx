import { readAttendanceYear } from '@alongside/shared/attendance/addresses'
import type { AttendanceYear } from '@alongside/shared/attendance/contract'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { dateWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { AttendanceWord } from './attendance-word.tsx'

/** MTG-6: agencies by the last twelve meetings. */
export default function AttendancePage() {
  const year = useRead(readAttendanceYear, {})
  return (
    <>
      <BackLink>
        <Link {...paths.meetings}>Meetings</Link>
      </BackLink>
      <Page title="Attendance over the year" heading="Attendance over the year">
        <Awaited read={year} label="Loading attendance" lines={12}>
          {(loaded) => <Year year={loaded} />}
        </Awaited>
      </Page>
    </>
  )
}

type Row = AttendanceYear['agencies'][number]

function Year({ year: { meetings, agencies } }: { year: AttendanceYear }) {
  if (meetings.length === 0)
    return <EmptyState title="No meeting has been yet">Attendance stands here after each meeting.</EmptyState>
  const columns: Column<Row>[] = [
    { header: 'Agency', cell: ({ agencyName }) => agencyName },
    {
      header: 'Came',
      cell: ({ attendance }) => `${attendance.filter(came).length} of ${attendance.filter(Boolean).length}`,
      nowrap: true,
    },
    ...meetings.map(({ date }, index) => ({
      header: dateWords(date),
      cell: ({ attendance }: Row) => <AttendanceWord attendance={attendance[index] ?? null} />,
    })),
  ]
  return (
    <Table
      caption={meetings.length === 1 ? 'The last meeting' : `The last ${meetings.length} meetings`}
      captionSize="m"
      columns={columns}
      rows={agencies}
      rowKey={({ agencyId }) => agencyId}
      rowHeaders
    />
  )
}

const came = (attendance: Row['attendance'][number]) =>
  attendance === 'lead' || attendance === 'second' || attendance === 'another'
