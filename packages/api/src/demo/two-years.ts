import { monthlyDates } from '@alongside/shared/calendar'
import type { Referral } from '@alongside/shared/referrals/schema'
import { openInEmergency, planLater } from './case-story.ts'
import type { PersonName } from './cast.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { meetingRule } from './meeting-story.ts'
import { planLooks } from './outcome-story.ts'
import { inventedPeople } from './people.ts'
import { escalations } from './phrases.ts'
import { type Fate, planReferral } from './referral-story.ts'
import { serviceNeeds } from './service-needs.ts'
import { situations } from './situations.ts'
import { atWork, officeHour, type Story, today } from './story.ts'
import { type Scope, type Written, write } from './writing.ts'

/** New people a month. */
const aMonth = 2
/** Days before the end in which only the present's own people come: their clocks still run. */
const quietDays = 5

const newcomersIn = (months: number): number => Math.min(Math.round(months * aMonth), inventedPeople.length)

/** Who comes to the partnership over the months, and how it goes on with her. */
export function planNewcomers(story: Story, months: number): void {
  const { chance, diary } = story
  const from = today(story).add({ days: 4 })
  const days =
    from.until(Temporal.PlainDate.from(diary.end.slice(0, 10)), { largestUnit: 'days' }).days - quietDays
  const newcomers = chance.some(inventedPeople, newcomersIn(months))
  newcomers.forEach((person, index) => {
    const day = from.add({ days: Math.floor(((index + chance.next()) / newcomers.length) * days) })
    // Of its own for each: how she is doing changes nothing else of the story.
    planFirst(story, { ...person, born: bornFor(story) }, day, chanceFrom(index))
  })
}

function planFirst(story: Story, person: Written['person'], day: Temporal.PlainDate, looks: Chance): void {
  const { chance } = story
  const service = chance.is(0.12) ? chance.of(serviceNeeds) : undefined
  const situation = service ?? chance.of(situations)
  const by = chance.of(situation.by)
  const written: Written = {
    person,
    situation,
    by,
    scope: scopeFor(story, by),
    months: chance.of([3, 6, 6, 12]),
    ...(service && { to: service.to }),
  }
  const fate: Fate = service ? { kind: 'accept' } : fateFor(story)
  const at =
    fate.kind === 'exceptional' ? shortlyBeforeAMeeting(story, day) : atWork(story, day, officeHour(story))
  planReferral(story, {
    by,
    at,
    answers: () =>
      write(story, {
        ...written,
        ...(fate.kind === 'exceptional' && { exceptionalReason: 'He has said that he will come tonight.' }),
      }),
    fate,
    ...lightFor(story, by),
    onAccepted: (referral) => {
      goOn(story, written, referral)
      if (referral.caseId) planLooks(story, looks, referral.caseId, by)
    },
  })
}

/** After the first acceptance: what her worker records, and whether she comes back. */
function goOn(story: Story, written: Written, { caseId, caseReference }: Referral): void {
  const { chance, diary } = story
  if (!caseId) return
  planLater(story, caseId, written.by)
  if (chance.is(0.6)) planReturn(story, written)
  if (written.scope === 'health and housing' && caseReference && chance.is(0.5))
    diary.plan(atWork(story, today(story).add({ days: chance.from(20, 90) }), officeHour(story)), () =>
      openInEmergency(story, caseReference, 'drugs'),
    )
}

/** REF-10: referred again, by whoever saw it first. */
function planReturn(story: Story, { person, scope }: Written): void {
  const { chance } = story
  const situation = chance.of(situations)
  const by = chance.of(situation.by)
  const again: Written = {
    person,
    situation,
    by,
    scope: suited(scope, by),
    months: 6,
    escalationSince: chance.of(escalations),
  }
  planReferral(story, {
    by,
    at: atWork(story, today(story).add({ days: chance.from(60, 200) }), officeHour(story)),
    answers: () => write(story, again),
    fate: { kind: 'accept' },
    ...lightFor(story, by),
    onAccepted: (referral) => goOn(story, again, referral),
  })
}

function fateFor({ chance }: Story): Fate {
  const drawn = chance.next()
  if (drawn < 0.06) return { kind: 'decline' }
  if (drawn < 0.11) return { kind: 'redirect' }
  if (drawn < 0.19) return { kind: 'return' }
  if (drawn < 0.22) return { kind: 'withdraw' }
  return { kind: drawn < 0.3 ? 'exceptional' : 'accept' }
}

function scopeFor({ chance }: Story, by: PersonName): Scope {
  const drawn = chance.next()
  const scope =
    drawn < 0.2
      ? 'nobody asked'
      : drawn < 0.45
        ? 'not the police'
        : drawn < 0.65
          ? 'health and housing'
          : 'everyone'
  return suited(scope, by)
}

/** What she tells the police she does not keep from them. */
export const suited = (scope: Scope, by: PersonName): Scope =>
  (by === 'police' || by === 'constable') && scope !== 'nobody asked' ? 'everyone' : scope

function lightFor({ chance }: Story, by: PersonName) {
  const drawn = chance.next()
  if (drawn < 0.2)
    return { light: { by, to: 'red' as const, reason: 'He came to the drop-in and asked for her by name.' } }
  if (drawn < 0.27)
    return {
      light: {
        by: 'coordinator' as const,
        to: 'amber' as const,
        reason: 'He is in custody since this morning; the hospital keeps her for a week.',
      },
    }
  return {}
}

/** An adult by some years, or nobody knows when. */
function bornFor({ chance, diary }: Story): string | null {
  const born = Temporal.PlainDate.from(diary.now().slice(0, 10)).subtract({
    days: chance.from(19 * 366, 58 * 366),
  })
  return chance.is(0.7) ? born.toString() : null
}

function shortlyBeforeAMeeting(story: Story, day: Temporal.PlainDate): Temporal.Instant {
  const [meeting = day] = monthlyDates(story.calendar, meetingRule, day.add({ days: 4 }), 1)
  return atWork(story, meeting.subtract({ days: story.chance.from(3, 4) }), officeHour(story))
}
