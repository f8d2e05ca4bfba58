import { ageFaults } from '../age/rules.ts'
import { localDay, responseDue, type WorkingCalendar } from '../calendar.ts'
import type { ChildRow } from '../children/schema.ts'
import { restsOnHerSay, restsOnRecord } from '../consent/lawful-rules.ts'
import { consentGrants, type GrantPlan, withoutConsentGrants } from '../consent/rules.ts'
import { Refusal } from '../problems.ts'
import type { Explanation, Light, RuleSet } from '../traffic-light/schema.ts'
import { childrenOf, formFaults, isUnder18, lightOf, whoIsAtRisk } from './completeness.ts'
import type { ReferralAnswers } from './schema.ts'
import { isShort, restDue, spellOut } from './tonight.ts'

export interface ComingMeeting {
  id: string
  startsAt: string
  referralsBy: string
}

export interface SubmissionContext {
  calendar: WorkingCalendar
  ruleSet: RuleSet
  agencies: ReadonlyMap<string, string>
  coordinatingAgencyId: string | null
  ownAgencyId: string
  referrerName: string
  /** It came back: a short form is asked for all of it. */
  whole?: boolean
  /** Meetings that have not begun, soonest first. */
  meetings: readonly ComingMeeting[]
  now: string
}

/** All that a submission sets in motion, decided before anything is written. Instants. */
export interface SubmissionPlan {
  /** As they are kept: of a short form spelled out. */
  answers: ReferralAnswers
  /** When the rest of a short form is owed; null of a whole one. */
  restDueAt: string | null
  explanation: Explanation
  computed: Light
  light: Light
  dueAt: string
  meetingId: string | null
  exceptional: 'asked' | null
  recipients: { agencyId: string; forMeeting: boolean }[]
  grants: GrantPlan[]
  notifications: ('child' | 'adult')[]
  /** CHD-1: as they come onto the case. */
  children: ChildRow[]
}

/** REF-9: the first meeting whose deadline has not passed, and the sooner one that was missed, if it is still to come. */
export function meetingsFor(
  meetings: readonly ComingMeeting[],
  now: string,
): { meeting: ComingMeeting | null; earlier: ComingMeeting | null } {
  const coming = meetings.filter((meeting) => Date.parse(meeting.startsAt) > Date.parse(now))
  const meeting = coming.find((candidate) => Date.parse(candidate.referralsBy) >= Date.parse(now)) ?? null
  const earlier = coming[0] && coming[0].id !== meeting?.id ? coming[0] : null
  return { meeting, earlier }
}

/** REF-8: when an answer is due for this light, counted from submission. An instant. */
export const dueFor = (
  calendar: WorkingCalendar,
  ruleSet: RuleSet,
  light: Light,
  submittedAt: string,
): string =>
  responseDue(calendar, ruleSet.responseTimes[light], Temporal.Instant.from(submittedAt)).toString()

/**
 * Decides a submission (REF-3 to REF-9, ACC-2, SAF-1, SAF-2) or refuses it with every fault at once.
 * @throws Refusal referral.under_18 · referral.incomplete
 */
export function planSubmission(given: ReferralAnswers, context: SubmissionContext): SubmissionPlan {
  const { calendar, ruleSet, now, ownAgencyId, coordinatingAgencyId } = context
  const today = localDay(calendar, now)
  const answers = spellOut(given, { ...context, today })
  // With what contradicts it: which is right is asked, never settled in silence.
  if (isUnder18(answers, today))
    throw new Refusal(
      'referral.under_18',
      ageFaults(answers.person?.age ?? {}, '/answers/person/age', today).filter(
        ({ code }) => code === 'contradiction',
      ),
    )
  const faults = formFaults(answers, { ...context, today })
  if (faults.length) throw new Refusal('referral.incomplete', faults)

  const { explanation, computed, light } = lightOf(ruleSet, answers)
  // Of a form without a fault every indicator is answered, or one tick at least of a short one.
  if (!computed || !light) throw new Error('a whole form without a light')
  const toMeeting = Boolean(answers.addressedTo?.meeting) && coordinatingAgencyId !== null
  const { meeting, earlier } = meetingsFor(context.meetings, now)
  const recipients = (answers.addressedTo?.agencies ?? []).map((agencyId) => ({
    agencyId,
    forMeeting: false,
  }))
  if (toMeeting) recipients.unshift({ agencyId: coordinatingAgencyId, forMeeting: true })

  const grants: GrantPlan[] = [{ agencyId: ownAgencyId, basis: 'own_referral', from: now, until: null }]
  if (toMeeting)
    grants.push({ agencyId: coordinatingAgencyId, basis: 'coordination', from: now, until: null })
  const { basis, given: agreed = {}, without = {} } = answers.consent ?? {}
  grants.push(
    ...(restsOnHerSay(basis) ? consentGrants(calendar, agreed, now) : []),
    ...(restsOnRecord(basis) ? withoutConsentGrants(without, now) : []),
  )

  return {
    answers,
    restDueAt: isShort(answers) && !context.whole ? restDue(calendar, now) : null,
    explanation,
    computed,
    light,
    dueAt: dueFor(calendar, ruleSet, light, now),
    meetingId: toMeeting ? (meeting?.id ?? null) : null,
    exceptional: toMeeting && earlier && answers.addressedTo?.exceptionalReason?.trim() ? 'asked' : null,
    recipients,
    grants,
    notifications: whoIsAtRisk(answers),
    children: childrenOf(answers),
  }
}
