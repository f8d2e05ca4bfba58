import type { Attendance } from '@alongside/shared/attendance/rules'

const shown = {
  lead: ['●', 'Lead'],
  second: ['◐', 'Second'],
  another: ['◒', 'Other'],
  apologies: ['△', 'Apologies'],
  absent: ['○', 'Absent'],
  not_yet: ['·', 'Not yet'],
} as const satisfies Record<Attendance, readonly [string, string]>

/** Word and shape, so that it is read without colours and on paper. */
export function AttendanceWord({ attendance }: { attendance: Attendance | null }) {
  if (attendance === null) return 'Not a member yet'
  const [shape, word] = shown[attendance]
  return (
    <span className="app-nowrap">
      <span aria-hidden="true">{shape}</span> {word}
    </span>
  )
}
