import { notNeededSentence } from '@alongside/shared/agenda/stepping-out'
import { attendedWords } from '@alongside/shared/attendance/words'
import type { WorkingCalendar } from '@alongside/shared/calendar'
import type { Paper, PaperItem } from '@alongside/shared/documents/contract'
import type { DocumentKind } from '@alongside/shared/documents/rules'
import { nothingOfWords } from '@alongside/shared/documents/words'
import { proceedingsWords } from '@alongside/shared/minutes/words'
import { wantsInWords } from '@alongside/shared/referrals/wants'
import { dangerWords, givenWords } from '@alongside/shared/referrals/words'
import type { Order } from './press.ts'

interface Frame {
  partnership: string
  calendar: WorkingCalendar
  /** Whose copy it is, as every page says. */
  mark: string
  number: string
  watermark: string | null
  /** Of a copy that leaves: that something was changed since it was agreed to. */
  leftOut?: string
  now: string
}

const templates: Record<DocumentKind, string> = {
  agenda: 'agenda',
  pack: 'pack',
  attendance_list: 'attendance',
  minutes: 'minutes',
  action_log: 'actions',
}

/** A document as the press takes it: words only, dates spelt out in the partnership's local time. */
export function sheetsOf(
  paper: Paper,
  { partnership, calendar, mark, number, watermark, leftOut = '', now }: Frame,
): Order {
  const moment = (at: string) => momentWords(calendar, at)
  const data = {
    partnership,
    mark,
    number,
    watermark,
    leftOut,
    made: moment(now),
    meeting: [moment(paper.meetingStartsAt), paper.venue].filter(Boolean).join(' · '),
    agreement: paper.agreement ?? '',
    people: paper.people.map(({ name, agencyName, signedAt, as, from, until }) => ({
      name,
      agency: as ? `${agencyName} (${attendedWords[as]})` : agencyName,
      signed: signedAt ? `Signed ${moment(signedAt)}` : '',
      stayed: from ? stayWords(calendar, from, until) : '',
    })),
    version: paper.minutesVersion
      ? `Version ${paper.minutesVersion}. They hold just the cases that the holder’s agency may see.`
      : '',
    proceedings: paper.proceedings ? proceedingsSheet(calendar, paper.proceedings) : [],
    notes: paper.notes ?? '',
    corrects: paper.correction
      ? `This version corrects: ${paper.correction.whatChanged}. Because: ${paper.correction.why}`
      : '',
    notNeeded: notNeededSentence(paper.notNeeded, (at) => clockTime(calendar, at)) ?? '',
    items: paper.items.map((item) => ({
      ...itemSheet(calendar, item),
      putOffTo: item.putOffTo ? localDayWords(calendar, item.putOffTo) : '',
    })),
    putOff: paper.putOff.map(({ reference, reason, to }) => ({
      reference,
      reason: reason ?? '',
      to: to ? localDayWords(calendar, to) : '',
    })),
  }
  return { template: templates[paper.kind], data, at: now }
}

/** MTG-8: who chaired, from when to when, whose apologies, and when the next one is: a line each. */
function proceedingsSheet(
  calendar: WorkingCalendar,
  { chair, beganAt, endedAt, apologies, nextMeetingAt }: NonNullable<Paper['proceedings']>,
) {
  return proceedingsWords.map(({ key, label }) => ({
    label,
    words: {
      chair: `${chair.name}, ${chair.agencyName}`,
      held: stayWords(calendar, beganAt, endedAt),
      apologies: apologies.join('; ') || 'None',
      next: nextMeetingAt ? momentWords(calendar, nextMeetingAt) : 'Not planned yet',
    }[key],
  }))
}

const itemSheet = (calendar: WorkingCalendar, item: PaperItem) => ({
  ...item,
  light: item.light ?? 'green',
  computed: item.computedLight ?? '',
  nothingOf: nothingOfWords(item),
  carried: item.carried.map((action) => ({ ...actionSheet(action), outcome: action.outcome ?? '' })),
  actions: item.actions.map(actionSheet),
  plan: item.plan.map((line) => ({ ...line, herWords: line.herWords ?? '' })),
  planAmended: item.planAmended.map((change) => ({ ...change, before: change.before ?? '' })),
  herVoice: item.herVoice.map(({ danger, dangerWords: ofDanger, wants, ...voice }) => ({
    ...voice,
    given: `${givenWords[voice.given]}, ${localDayWords(calendar, voice.at)}`,
    danger: danger ? [`She says that ${dangerWords[danger]}.`, ofDanger].filter(Boolean).join(' ') : '',
    wants: wantsInWords(wants),
  })),
})

const actionSheet = ({ reference, what, ownerAgencyName, dueOn, state }: PaperItem['actions'][number]) => ({
  reference,
  what,
  owner: ownerAgencyName,
  due: dayWords(Temporal.PlainDate.from(dueOn)),
  state,
})

/** «12 March 2026». */
export const dayWords = (day: Temporal.PlainDate) =>
  day.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

const clockTime = ({ timeZone }: WorkingCalendar, at: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' })

export const localDayWords = ({ timeZone }: WorkingCalendar, at: string): string =>
  dayWords(Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate())

/** From when to when somebody was in the room, as clock times. */
const stayWords = (calendar: WorkingCalendar, from: string, until: string | null): string =>
  until
    ? `${clockTime(calendar, from)} to ${clockTime(calendar, until)}`
    : `since ${clockTime(calendar, from)}`

export function momentWords(calendar: WorkingCalendar, at: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(calendar.timeZone)
  return `${dayWords(local.toPlainDate())}, ${clockTime(calendar, at)}`
}
