import { giveApologies, readAttendance, withdrawApologies } from '@alongside/shared/attendance/addresses'
import type { MeetingAttendance } from '@alongside/shared/attendance/contract'
import { whyNotMarkAttendance } from '@alongside/shared/attendance/rules'
import { whyNotInMeeting } from '@alongside/shared/meetings/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCan, useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { AttendanceWord } from './attendance-word.tsx'
import { Stayed } from './attended.tsx'
import { MarkAttendance } from './mark-attendance.tsx'
import { PaperSignature } from './paper-signature.tsx'

/** MTG-6: who attends for each agency; guests and observers apart. */
export function AttendanceSection({ meeting }: { meeting: Meeting }) {
  const attendance = useRead(readAttendance, { params: { meetingId: meeting.id } })
  const convenes = useCan('meetings:convene')
  return (
    <Awaited read={attendance} label="Loading attendance" lines={9}>
      {(loaded) => {
        const { agencies, observers } = loaded
        return (
          <>
            <Table
              caption="Agencies"
              captionSize="m"
              columns={agencyColumns}
              rows={agencies}
              rowKey={({ agencyId }) => agencyId}
              rowHeaders
              stack
            />
            {observers.length > 0 && (
              <Table
                caption="Guests and observers"
                captionSize="m"
                columns={observerColumns}
                rows={observers}
                rowKey={({ name, signedAt }) => `${name} ${signedAt}`}
                rowHeaders
                stack
              />
            )}
            {whyNotInMeeting('arrange', meeting.state) === null && (
              <OurApologies meetingId={meeting.id} agencies={agencies} />
            )}
            {whyNotMarkAttendance(meeting) === null && (
              <MarkAttendance meeting={meeting} attendance={loaded} />
            )}
            {convenes && <PaperSignature meetingId={meeting.id} />}
          </>
        )
      }}
    </Awaited>
  )
}

function OurApologies({ meetingId, agencies }: { meetingId: string } & Pick<MeetingAttendance, 'agencies'>) {
  const { acting } = useSession()
  const mayGive = useCan('meetings:contribute')
  const giving = useSending(giveApologies)
  const withdrawing = useSending(withdrawApologies)
  const ours = agencies.find(({ agencyId }) => agencyId === acting?.agencyId)
  if (!ours || !mayGive) return null
  const said = { params: { meetingId }, body: {} }
  const given = ours.attendance === 'apologies'
  const sending = given ? withdrawing : giving
  return (
    <>
      <Refused error={sending.error} attempt={sending.attempt} />
      <Button type="button" variant="secondary" busy={sending.busy} onClick={() => sending.send(said)}>
        {given ? 'We can come after all' : `Give apologies for ${ours.agencyName}`}
      </Button>
    </>
  )
}

type Agency = MeetingAttendance['agencies'][number]

type Signed = Agency['signed'][number]

function Signatures({ signed }: Pick<Agency, 'signed'>) {
  return signed.map(({ name, signedAt, onPaper }) => (
    <span key={name}>
      {name}, <Moment at={signedAt} />
      {onPaper && ' (on paper)'}
      <br />
    </span>
  ))
}

/** MTG-6: signing opens papers; these are the stays that count. */
function Stays({ people, named = false }: { people: readonly Signed[]; named?: boolean }) {
  return people.flatMap(({ name, stays }) =>
    stays.map(({ from, until, byChair }) => (
      <span key={`${name} ${from}`}>
        {named && `${name}, `}
        <Stayed from={from} until={until} />
        {byChair && ' (recorded by the chair)'}
        <br />
      </span>
    )),
  )
}

const agencyColumns: Column<Agency>[] = [
  { header: 'Agency', cell: ({ agencyName }) => agencyName },
  { header: 'Attends', cell: ({ attendance }) => <AttendanceWord attendance={attendance} /> },
  {
    header: 'Signed',
    cell: ({ signed, apologiesFor }) =>
      signed.length > 0 ? <Signatures signed={signed} /> : (apologiesFor ?? 'Nobody yet'),
  },
  { header: 'In the room', cell: ({ signed }) => <Stays people={signed} named /> },
]
const observerColumns: Column<MeetingAttendance['observers'][number]>[] = [
  { header: 'Name', cell: ({ name }) => name },
  { header: 'Organisation', cell: ({ organisation }) => organisation },
  { header: 'Signed', cell: ({ signedAt }) => <Moment at={signedAt} /> },
  { header: 'In the room', cell: (one) => <Stays people={[one]} /> },
]
