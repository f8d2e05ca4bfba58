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
    if (news) setSaid(news)
  }
  return <output className="govuk-visually-hidden">{said}</output>
}
