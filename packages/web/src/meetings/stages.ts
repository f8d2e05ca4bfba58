const hour = 3_600_000

/** Attendance is signed shortly before the meeting and while it is open: 24 hours before, until it is closed (MTG-6). */
export function isSigningTime(meeting: { startsAt: string; state: string }, now: Temporal.Instant): boolean {
  if (meeting.state !== 'planned') return meeting.state === 'open'
  return Temporal.Instant.from(meeting.startsAt).epochMilliseconds - now.epochMilliseconds < 24 * hour
}
