/** Where a span of time stands; both ends, instants, are part of it. */
export function stageOf(from: string, until: string, now: Temporal.Instant): 'coming' | 'now' | 'past' {
  if (Temporal.Instant.compare(now, until) > 0) return 'past'
  return Temporal.Instant.compare(now, from) >= 0 ? 'now' : 'coming'
}

const hour = 3_600_000

/** Attendance is signed shortly before the meeting and while it is open: 24 hours before, until it is closed (MTG-6). */
export function isSigningTime(meeting: { startsAt: string; state: string }, now: Temporal.Instant): boolean {
  if (meeting.state !== 'planned') return meeting.state === 'open'
  return Temporal.Instant.from(meeting.startsAt).epochMilliseconds - now.epochMilliseconds < 24 * hour
}
