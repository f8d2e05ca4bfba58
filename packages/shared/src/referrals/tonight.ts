import type { Age } from '../age/schema.ts'
import { addWorkingDays, endOfDay, localDate, type WorkingCalendar } from '../calendar.ts'
import { restsOnHerSay, sharedWith } from '../consent/lawful-rules.ts'
import type { ConsentAnswers } from '../consent/schema.ts'
import { faultsOf } from '../faults.ts'
import { narrative } from '../limits.ts'
import type { Fault } from '../problems.ts'
import type { ReachAnswers } from '../reach/schema.ts'
import { eligibleForMeeting, evaluate } from '../traffic-light/evaluate.ts'
import type { RuleSet } from '../traffic-light/schema.ts'
import { answersOfTicks, lightBeside, type Tick, ticks } from './night-form.ts'
import type { ReferralAnswers, ReferralState, Section } from './schema.ts'
import { knownByWords } from './values.ts'

type Tonight = NonNullable<ReferralAnswers['tonight']>

/** REF-2: the short form for the street. Its own answers stand in `tonight`; the rest is owed. */
export const isShort = ({ tonight }: ReferralAnswers): boolean => tonight?.short === true

/** `night-form.rest`: by the end of the next working day after it was submitted. An instant. */
export const restDue = (calendar: WorkingCalendar, submittedAt: string): string =>
  endOfDay(
    calendar,
    addWorkingDays(calendar, localDate(calendar, Temporal.Instant.from(submittedAt)), 1),
  ).toString()

/** What the rest of a short form may say: not whom it goes to, nor on what sharing rests, which stand as they were sent. */
export const restSections: readonly Section[] = [
  'whereabouts',
  'children',
  'peopleWhoHarm',
  'indicators',
  'raisedLight',
  'criterion',
  'safeguarding',
  'herVoice',
  'request',
  'reReferral',
  'equality',
]

/** A short form is sent once: one that came back, or whose rest is written, is asked for all of it (REF-5). */
export const asksWhole = (state: ReferralState): boolean => state !== 'draft'

/** What was sent with a short form and is no part of its rest: named where somebody would change it. */
export const sentFaults = (written: ReferralAnswers): Fault[] =>
  (Object.keys(written) as Section[])
    .filter((section) => !restSections.includes(section))
    .map((section) => ({
      pointer: `/answers/${section}`,
      code: 'contradiction',
      detail: 'This stands as it was sent with the short form: write to whom it went, or add to the referral',
    }))

/** How long her say of a night holds, before she is asked again (CON-1). */
const monthsOfTonight = 6

export interface Spelling {
  ruleSet: RuleSet
  /** Local date. */
  today: string
  agencies: ReadonlyMap<string, string>
  coordinatingAgencyId: string | null
  ownAgencyId: string
  referrerName: string
}

/**
 * A short form with its answers where every reader of a referral looks for them. What stands there already stays. Of any
 * other form: itself.
 */
export function spellOut(answers: ReferralAnswers, context: Spelling): ReferralAnswers {
  const { tonight } = answers
  if (!tonight?.short) return answers
  const ticked = tickedOf(tonight)
  const restsOn = restsOnWords(tonight)
  const beside = lightBeside(context.ruleSet, ticked)
  const indicators = { ...answersOfTicks(context.ruleSet, ticked, restsOn), ...answers.indicators }
  const age = answers.person?.age ?? ageOfBand(tonight.age)
  const reach = answers.reach ?? reachOf(tonight, context.referrerName)
  const spelled: ReferralAnswers = {
    ...answers,
    person: { ...answers.person, ...(age && { age }) },
    ...(reach && { reach }),
    ...(Object.keys(indicators).length > 0 && { indicators }),
    ...(beside &&
      !answers.raisedLight && {
        raisedLight: { light: beside, reason: `Said on the short form. ${restsOn}` },
      }),
    ...(ticked.includes('child_at_risk') && {
      children: {
        ...answers.children,
        atRisk: answers.children?.atRisk ?? 'yes',
        risk: answers.children?.risk ?? restsOn,
      },
    }),
    ...(answers.herVoice?.words?.trim() && {
      herVoice: { ...answers.herVoice, given: answers.herVoice.given ?? 'to_referrer' },
    }),
    consent: sayOf(answers, context),
  }
  return { ...spelled, addressedTo: answers.addressedTo ?? addresseesOf(spelled, context) }
}

const tickedOf = ({ faces = [] }: Tonight): Tick[] =>
  faces.filter((one): one is Tick => one !== 'none_of_these')

/** «She said it. Hit on Friday, grey van». */
const restsOnWords = ({ knownBy, more }: Tonight): string =>
  [knownBy && `${knownByWords[knownBy]}.`, more?.trim() || (knownBy && 'Put down on the short form.')]
    .filter(Boolean)
    .join(' ')
    .slice(0, narrative)

const bands = {
  '18_to_24': '18 to 24',
  '25_to_34': '25 to 34',
  '35_or_over': '35 or over',
} as const

function ageOfBand(band: Tonight['age']): Age | undefined {
  if (!band) return undefined
  const ground = {
    restsOn: 'worker_guess',
    inWords: 'Put down on the short form by whoever met her',
  } as const
  if (band === 'under_18') return { belief: 'may_be_under_18', ...ground }
  return band === 'adult_not_known'
    ? { belief: 'believed_adult', ...ground }
    : { stated: bands[band], ...ground }
}

/** REF-14: the ways that she gave that night as rows; that there is none yet as why. */
function reachOf({ reach = [], reachOn }: Tonight, referrerName: string): ReachAnswers | undefined {
  if (reach.includes('no_way_yet')) return { noneBecause: 'No way yet, said on the short form' }
  const safe = 'yes' as const
  const rows = {
    at_the_van: { kind: 'in_person' as const, value: 'At the van', safe },
    through_me: { kind: 'through_somebody' as const, value: referrerName, safe },
    by_phone: { kind: 'phone' as const, ...(reachOn?.trim() && { value: reachOn.trim() }), safe },
  }
  const given = reach.flatMap((way) => (way === 'no_way_yet' ? [] : [[way, rows[way]] as const]))
  return given.length > 0 ? { ways: Object.fromEntries(given) } : undefined
}

function sayOf(
  { consent, tonight }: ReferralAnswers,
  { today, referrerName }: Spelling,
): NonNullable<ReferralAnswers['consent']> {
  const basis = consent?.basis ?? (tonight?.say === 'could_not_ask' ? 'without_consent' : 'consent')
  if (!restsOnHerSay(basis)) return { ...consent, basis }
  const taken: ConsentAnswers = {
    explained: 'Who is told tonight so that they can help, and that she can stop it at any time',
    shared: 'What the short form says, and the rest of the form when it comes',
    how: 'spoken',
    through: 'nobody_else',
    takenBy: referrerName,
    givenOn: today,
    until: Temporal.PlainDate.from(today).add({ months: monthsOfTonight }).toString(),
  }
  return { ...consent, basis, given: { ...taken, ...consent?.given } }
}

/** Whom she said yes to answers; the meeting too, where its agency is among them and the light lets it hear her. Nobody else: it stays with her worker’s own agency. */
function addresseesOf(
  { consent, indicators = {} }: ReferralAnswers,
  { ruleSet, coordinatingAgencyId, ownAgencyId }: Spelling,
): NonNullable<ReferralAnswers['addressedTo']> {
  const told = sharedWith(consent ?? {})
  const { light } = evaluate(ruleSet, indicators)
  // Which criterion it is follows with the rest.
  const heard = eligibleForMeeting(ruleSet, light, 'professional_judgement')
  const meeting = coordinatingAgencyId !== null && told.includes(coordinatingAgencyId) && heard
  const agencies = told.filter((id) => id !== ownAgencyId && !(meeting && id === coordinatingAgencyId))
  return { meeting, agencies: meeting || agencies.length > 0 ? agencies : [ownAgencyId] }
}

/** REF-5: what a short form lacks before it is sent, in its order. `sharing`: what the long form asks of a basis, of the form spelled out. */
export function shortFaults(answers: ReferralAnswers, sharing: readonly Fault[]): Fault[] {
  const { faults, missing, contradiction } = faultsOf<ReferralAnswers>('/answers')
  const { person = {}, tonight = {}, consent = {}, referrer = {} } = answers
  const { faces = [], reach = [], say } = tonight
  const { agreedAgencies: yes = [], refusedAgencies: no = [] } = consent.given ?? {}
  if (!person.name?.trim()) missing('person/name', 'Write what she is called')
  if (!tonight.age) missing('tonight/age', 'Say how old she is, or seems')
  if (!reach.length) missing('tonight/reach', 'Say how to reach her safely, or that there is no way yet')
  else if (reach.includes('no_way_yet') && reach.length > 1)
    contradiction('tonight/reach', 'There is a way to reach her, or there is none yet: which is right?')
  if (reach.includes('by_phone') && !tonight.reachOn?.trim())
    missing('tonight/reachOn', 'Write the number on which it is safe to ring her')
  if (!faces.length) missing('tonight/faces', 'Tick what she is facing tonight, or none of these')
  else if (faces.includes('none_of_these') && faces.length > 1)
    contradiction('tonight/faces', 'She faces something of these, or none: which is right?')
  if (faces.length > 0 && !tonight.knownBy) missing('tonight/knownBy', 'Say how you know')

  const asked = yes.length > 0 || no.length > 0 || Boolean(consent.given?.limits?.trim())
  if (say === 'nobody_now' && yes.length > 0)
    contradiction('tonight/say', 'She wants somebody told, or nobody now: which is right?')
  if (say === 'could_not_ask' && asked)
    contradiction('tonight/say', 'She said yes or no, so she could be asked: which is right?')
  if (!say && yes.length === 0)
    missing(
      'consent/given/agreedAgencies',
      'Say whom she lets us tell, or that it is nobody now, or that you could not ask',
    )
  // Of a no to everybody there is nobody to name; the no stands all the same.
  faults.push(
    ...sharing.filter(
      ({ pointer, code }) => code !== 'missing' || !pointer.endsWith('/given/agreedAgencies'),
    ),
  )
  if (!referrer.phone?.trim())
    missing('referrer/phone', 'Give a telephone number on which you can be asked back')
  return faults
}

/**
 * What the rest of a short form still lacks, of all that the whole form would name. What contradicts whom it was sent to
 * is for triage to see.
 */
export const restFaults = (whole: readonly Fault[]): Fault[] =>
  whole.filter(({ pointer, code }) => {
    const section = pointer.split('/')[2] as Section
    return restSections.includes(section) && !(section === 'whereabouts' && code === 'contradiction')
  })

/** Each tick in words, and the answer that none of them fits. */
export const faceWords: Readonly<Record<Tick | 'none_of_these', string>> = {
  ...(Object.fromEntries(Object.entries(ticks).map(([tick, { label }]) => [tick, label])) as Record<
    Tick,
    string
  >),
  none_of_these: 'None of these',
}
