import { enterRoom, leaveRoom } from '@alongside/shared/attendance/addresses'
import { whyNotBeInRoom } from '@alongside/shared/attendance/rules'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { useEffect, useRef } from 'react'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { timeWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'

/** Says once that this device's person is in the room, as long as `here`. */
export function useEntering(meetingId: string, here: boolean) {
  const entering = useSending(enterRoom)
  const said = useRef(false)
  const { send } = entering
  useEffect(() => {
    if (!here || said.current) return
    said.current = true
    send({ params: { meetingId }, body: {} })
  })
  return entering
}

/** MTG-6: her device in the room is attendance; she says when she leaves, and when she is back. */
export function InRoom({ meeting }: { meeting: Meeting }) {
  const calendar = useCalendar()
  const allowed = whyNotBeInRoom(meeting) === null
  const entering = useEntering(meeting.id, allowed && meeting.inRoom === null)
  const leaving = useSending(leaveRoom)
  const { inRoom } = meeting
  if (!allowed || !inRoom) return <Refused error={entering.error} attempt={entering.attempt} />
  const said = { params: { meetingId: meeting.id }, body: {} }
  const gone = inRoom.until !== null
  const change = gone ? entering : leaving
  return (
    <div className="app-room__presence">
      <Refused error={change.error} attempt={change.attempt} />
      <span>
        {inRoom.until === null
          ? `You are in the room since ${timeWords(calendar, inRoom.from)}.`
          : `You left at ${timeWords(calendar, inRoom.until)}.`}
      </span>{' '}
      <Button type="button" variant="secondary" busy={change.busy} onClick={() => change.send(said)}>
        {gone ? 'Come back in' : 'Leave the meeting'}
      </Button>
    </div>
  )
}
