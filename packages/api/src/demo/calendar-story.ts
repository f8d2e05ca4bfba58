import { publishAgenda } from '@alongside/shared/agenda/contract'
import { confirmMeeting, listMeetings, replyToMeeting } from '@alongside/shared/meetings/contract'
import type { MeetingSummary } from '@alongside/shared/meetings/schema'
import { done } from './found.ts'
import { as, attendees, atWork, type Story, today } from './story.ts'

/** MTG-1, MTG-2: before a meeting most agencies' leads say whether they can come, and the coordinator confirms it in its week. */
export function planConfirmation(story: Story, date: Temporal.PlainDate): void {
  const monday = date.subtract({ days: date.dayOfWeek - 1 + 7 })
  const asked = monday.subtract({ days: 10 })
  const ahead = (day: Temporal.PlainDate) => Temporal.PlainDate.compare(day, today(story)) > 0
  if (ahead(asked))
    story.diary.plan(atWork(story, asked, '10:30'), async () => {
      const meeting = await planned(story, date)
      if (meeting) await answer(story, meeting)
    })
  if (ahead(monday))
    story.diary.plan(atWork(story, monday.add({ days: 1 }), '11:00'), async () => {
      const meeting = await planned(story, date)
      if (!meeting) return
      const coordinator = as(story, 'coordinator')
      const params = { meetingId: meeting.id }
      const { version } = await done(coordinator, publishAgenda, { params, version: meeting.version })
      await done(coordinator, confirmMeeting, { params, version, body: {} })
    })
}

async function planned(story: Story, date: Temporal.PlainDate): Promise<MeetingSummary | undefined> {
  const { items } = await done(as(story, 'coordinator'), listMeetings, { query: { when: 'coming' } })
  return items.find((meeting) => meeting.date === date.toString())
}

/** Draws nothing by chance, so that the rest of the story goes on as it would: another lead each month is away. */
async function answer(story: Story, { id: meetingId, date }: MeetingSummary): Promise<void> {
  const leads = Object.values(attendees).flatMap(([lead]) => (lead && story.callers[lead] ? [lead] : []))
  const away = leads[Number(date.slice(5, 7)) % leads.length]
  await Promise.all(
    leads.map((lead) =>
      done(as(story, lead), replyToMeeting, {
        params: { meetingId },
        body:
          lead === away
            ? { answer: 'cannot_come', reason: 'On leave that week; our secondary member comes.' }
            : { answer: 'can_come' },
      }),
    ),
  )
}
