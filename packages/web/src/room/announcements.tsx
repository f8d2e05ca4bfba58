import type { Meeting } from '@alongside/shared/meetings/schema'
import { useState } from 'react'
import { announcedOf } from './announced.ts'

/** Says to a screen reader alone what others see change. */
export function Announcements({ meeting }: { meeting: Meeting }) {
  const [before, setBefore] = useState(meeting)
  const [said, setSaid] = useState('')
  if (before !== meeting) {
    setBefore(meeting)
    const news = announcedOf(before, meeting)
    // What was spoken of, and is no more, is not said any longer: not where the next is none of this reader's either (ACC-6).
    if (news || before.currentItemId !== meeting.currentItemId) setSaid(news)
  }
  return <output className="govuk-visually-hidden">{said}</output>
}
