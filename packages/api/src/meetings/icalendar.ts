/** A date of the calendar as RFC 5545 tells it. Instants; `sequence` counts how often it has moved. */
export interface FeedMeeting {
  uid: string
  startsAt: string
  sequence: number
  modifiedAt: string
}

/** Constant: a calendar may be open on a screen that others see. */
const summary = 'Partnership meeting'
/** No meeting is planned with an end; calendars want one. */
const duration = 'PT2H'

const utc = (instant: string) =>
  `${withoutPunctuation(Temporal.Instant.from(instant).toString({ smallestUnit: 'second' }).slice(0, -1))}Z`
const withoutPunctuation = (time: string) => time.replaceAll(/[-:]/g, '')
const local = (time: Temporal.PlainDateTime) => withoutPunctuation(time.toString({ smallestUnit: 'second' }))

/** MTG-1: dates and times in local time with their VTIMEZONE, and nothing of place, people or purpose. */
export function iCalendar(timeZone: string, meetings: readonly FeedMeeting[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Alongside//Meetings//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${summary}s`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    ...vTimeZone(
      timeZone,
      meetings.map(({ startsAt }) => Temporal.Instant.from(startsAt)),
    ),
    ...meetings.flatMap((meeting) => vEvent(timeZone, meeting)),
    'END:VCALENDAR',
  ]
  return `${lines.join('\r\n')}\r\n`
}

function vEvent(timeZone: string, { uid, startsAt, sequence, modifiedAt }: FeedMeeting): string[] {
  const start = Temporal.Instant.from(startsAt).toZonedDateTimeISO(timeZone).toPlainDateTime()
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${utc(modifiedAt)}`,
    `LAST-MODIFIED:${utc(modifiedAt)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART;TZID=${timeZone}:${local(start)}`,
    `DURATION:${duration}`,
    `SUMMARY:${summary}`,
    'CLASS:PRIVATE',
    'STATUS:CONFIRMED',
    'END:VEVENT',
  ]
}

/**
 * The zone's offsets from the last change before the first meeting on, each change an observance of its own: exact for
 * these dates, whatever the zone's rules will be later. The feed is fetched anew long before it runs out.
 */
function vTimeZone(timeZone: string, starts: readonly Temporal.Instant[]): string[] {
  const ordered = starts.toSorted((a, b) => Temporal.Instant.compare(a, b))
  const [first, last] = [ordered[0], ordered.at(-1)]
  if (!first || !last) return []
  const lines = ['BEGIN:VTIMEZONE', `TZID:${timeZone}`]
  const before = first.toZonedDateTimeISO(timeZone).getTimeZoneTransition('previous')
  let change = before ?? Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
  for (;;) {
    lines.push(...observance(change))
    const next = change.getTimeZoneTransition('next')
    if (!next || Temporal.Instant.compare(next.toInstant(), last) > 0) break
    change = next
  }
  return [...lines, 'END:VTIMEZONE']
}

function observance(change: Temporal.ZonedDateTime): string[] {
  const earlier = change.subtract({ nanoseconds: 1 })
  const kind = change.offsetNanoseconds > earlier.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD'
  // The wall clock's time as it showed before it was changed.
  const onset = change.toInstant().toZonedDateTimeISO(earlier.offset).toPlainDateTime()
  return [
    `BEGIN:${kind}`,
    `DTSTART:${local(onset)}`,
    `TZOFFSETFROM:${earlier.offset.replace(':', '')}`,
    `TZOFFSETTO:${change.offset.replace(':', '')}`,
    `END:${kind}`,
  ]
}
