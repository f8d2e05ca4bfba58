import { ageFaults, mayBeUnder18 } from '../age/rules.ts'
import { childFaults, childrenOfForm, isChildAtRisk } from '../children/rules.ts'
import type { ChildRow } from '../children/schema.ts'
import {
  bothFaults,
  lawfulFaults,
  restsOnHerSay,
  restsOnRecord,
  sharedWith,
} from '../consent/lawful-rules.ts'
import { consentFaults, withoutConsentFaults } from '../consent/rules.ts'
import { faultsOf } from '../faults.ts'
import { forumAnswerFaults } from '../other-forums/rules.ts'
import { rowFaults } from '../people-who-harm/rules.ts'
import type { Fault } from '../problems.ts'
import { reachMissing } from '../reach/rules.ts'
import { eligibleForMeeting, evaluate } from '../traffic-light/evaluate.ts'
import type { RuleSet } from '../traffic-light/schema.ts'
import { moreSerious, seriousness } from './rules.ts'
import type { ReferralAnswers } from './schema.ts'
import { isShort, type Spelling, shortFaults, spellOut } from './tonight.ts'
import { isWholeDate, unfinishedDateFaults } from './unfinished-dates.ts'

/** What the completeness of a form depends on beside its answers. `today`: local date. */
export interface FormContext extends Spelling {
  /** A short form is asked for all of it: it came back, or its rest is being written. */
  whole?: boolean
}

/** REF-3: she is or may be under 18 on that local day. Answers at once, while the form is a draft. */
export const isUnder18 = ({ person }: ReferralAnswers, today: string): boolean =>
  mayBeUnder18(person?.age, today)

/**
 * The light that the form has now: computed, or raised by the worker with a reason (REF-6). REF-15: null until answers make
 * one. A rule that is met makes its light at once; that none is met is known once everything is answered, or said at once of a
 * night by the short form.
 */
export function lightOf(ruleSet: RuleSet, answers: ReferralAnswers) {
  const given = answers.indicators ?? {}
  const explanation = evaluate(ruleSet, given)
  const saidTonight = isShort(answers) && Boolean(answers.tonight?.faces?.length)
  const answered = saidTonight || ruleSet.indicators.every(({ code }) => given[code])
  const computed = answered || explanation.light !== ruleSet.otherwise.light ? explanation.light : null
  const raised = answers.raisedLight?.light ?? null
  return {
    explanation,
    computed,
    light: raised && computed ? moreSerious(raised, computed) : (raised ?? computed),
  }
}

/** She says herself that she is in danger. */
export const saysInDanger = ({ herVoice }: ReferralAnswers): boolean => herVoice?.danger === 'in_danger'

/** REF-4: on which criterion it rests. Her own word that she is in danger is enough for professional judgement, where nothing else was chosen. */
const criterionOf = (answers: ReferralAnswers) =>
  answers.criterion?.kind ?? (saysInDanger(answers) ? 'professional_judgement' : undefined)

/** SAF-1: a child is at risk by what the form says. */
export const childAtRisk = (answers: ReferralAnswers): boolean =>
  isYes(answers.children?.atRisk) ||
  Boolean(answers.children?.rows?.some(isChildAtRisk)) ||
  isYes(answers.indicators?.child_immediate_risk?.answer)

/** CHD-1: the children of the form as they come onto the case, with one whom nobody has named yet where a child is at risk. */
export const childrenOf = (answers: ReferralAnswers): ChildRow[] =>
  childrenOfForm(
    answers.children ?? {},
    childAtRisk(answers),
    answers.indicators?.child_immediate_risk?.restsOn ?? '',
  )

/** SAF-2: she may have care and support needs, or lacks capacity for the decision. */
export const adultAtRisk = (answers: ReferralAnswers): boolean =>
  isYes(answers.safeguarding?.careAndSupportNeeds) || answers.consent?.without?.why === 'lacks_capacity'

/** SAF-1, SAF-2: for whom a team is to be told by what the form says. */
export const whoIsAtRisk = (answers: ReferralAnswers): ('child' | 'adult')[] => [
  ...(childAtRisk(answers) ? ['child' as const] : []),
  ...(adultAtRisk(answers) ? ['adult' as const] : []),
]

const isYes = (answer: string | undefined) => answer === 'yes' || answer === 'suspected'
const blank = (text: string | undefined) => !text?.trim()
const isHers = ({ whose = 'hers' }: ChildRow) => whose === 'hers'

/** REF-5: every missing or contradictory answer, each at its place, in the form's order. Empty: it can be submitted. */
export function formFaults(given: ReferralAnswers, context: FormContext): Fault[] {
  const answers = spellOut(given, context)
  if (isShort(answers) && !context.whole) return shortFaults(answers, sharingFaults(answers, context))
  const { faults, missing, contradiction, unknown } = faultsOf<ReferralAnswers>('/answers')

  const {
    addressedTo = {},
    person = {},
    whereabouts = {},
    children = {},
    criterion = {},
    request = {},
  } = answers
  const toAgencies = addressedTo.agencies ?? []
  if (!addressedTo.meeting && !toAgencies.length)
    missing('addressedTo', 'Say whom this referral is for: the meeting, agencies, or both')
  if (toAgencies.some((id) => !context.agencies.has(id)))
    unknown('addressedTo/agencies', 'One of these agencies is not in the partnership')

  if (blank(person.name)) missing('person/name', 'Write the name that she uses')
  faults.push(...ageFaults(person.age ?? {}, '/answers/person/age', context.today))
  for (const { place, words } of reachMissing(answers.reach))
    faults.push({ pointer: `/answers/reach${place}`, code: 'missing', detail: words })

  if (!whereabouts.sellingSexNow) missing('whereabouts/sellingSexNow', 'Say whether she sells sex now')
  if (!whereabouts.inArea) missing('whereabouts/inArea', 'Say whether it is in the partnership’s area')
  if (blank(whereabouts.sleeps) && !whereabouts.homeKind)
    missing('whereabouts/sleeps', 'Say where she sleeps, or that it is not known')

  if (!children.hasChildren) missing('children/hasChildren', 'Say whether she has children')
  if (!children.atRisk) missing('children/atRisk', 'Say whether a child is at risk')
  const { rows = [] } = children
  if (childAtRisk(answers) && blank(children.risk) && rows.every(({ risk }) => blank(risk)))
    missing('children/risk', 'Say what puts the child at risk')
  if (rows.length > 0 && children.hasChildren === 'no' && rows.some(isHers))
    contradiction(
      'children/hasChildren',
      'You write of a child of hers, and that she has none: which is right?',
    )
  if (children.atRisk === 'no' && rows.some(isChildAtRisk))
    contradiction(
      'children/atRisk',
      'You say of one of the children that she or he is at risk: which is right?',
    )
  rows.forEach((row, at) => {
    for (const { pointer, ...fault } of childFaults(row, context.today, !blank(children.risk)))
      faults.push({ pointer: `/answers/children/rows/${at}${pointer}`, ...fault })
  })
  faults.push(...rowFaults(answers.peopleWhoHarm ?? {}, '/answers/peopleWhoHarm', isWholeDate))

  for (const { code, label } of context.ruleSet.indicators) {
    const given = answers.indicators?.[code]
    if (!given) missing(`indicators/${code}`, `Answer: ${label}`)
    else if (isYes(given.answer) && blank(given.restsOn))
      missing(`indicators/${code}/restsOn`, `Say what it rests on: ${label}`)
  }
  const { computed, light } = lightOf(context.ruleSet, answers)
  if (answers.raisedLight && blank(answers.raisedLight.reason))
    missing('raisedLight/reason', 'Say why you raise the light')
  if (answers.raisedLight && computed && seriousness(answers.raisedLight.light) > seriousness(computed))
    contradiction('raisedLight/light', 'A worker raises a light; only the coordinator lowers it')

  if (addressedTo.meeting) {
    if (whereabouts.sellingSexNow === 'no')
      contradiction(
        'whereabouts/sellingSexNow',
        'The meeting is for people who sell sex now; address this to agencies instead',
      )
    if (whereabouts.inArea === 'no')
      contradiction('whereabouts/inArea', 'The meeting is for this area; address this to agencies instead')
    if (blank(request.needsMultiAgency))
      missing('request/needsMultiAgency', 'Say why one agency alone is not enough')
    const kind = criterionOf(answers)
    if (!kind) missing('criterion/kind', 'Choose professional judgement or escalation')
    else if (light && !eligibleForMeeting(context.ruleSet, light, kind))
      contradiction(
        'addressedTo/meeting',
        'By its light this is not for the meeting; address it to agencies instead',
      )
    if (kind === 'professional_judgement' && blank(criterion.reasons) && !saysInDanger(answers))
      missing('criterion/reasons', 'Say what makes you seriously concerned')
    if (kind === 'escalation') {
      if (
        criterion.policeContactsLast12Months === undefined &&
        criterion.courtDiversionsImposed === undefined
      )
        missing('criterion/policeContactsLast12Months', 'Give the figures for the past 12 months')
      if (
        criterion.policeContactsLast12Months !== undefined &&
        criterion.policeContactsPrevious12Months === undefined
      )
        missing('criterion/policeContactsPrevious12Months', 'Give the figure for the 12 months before')
      if (
        criterion.courtDiversionsImposed !== undefined &&
        criterion.courtDiversionMeetingsMissed === undefined
      )
        missing(
          'criterion/courtDiversionMeetingsMissed',
          'Say how many compulsory meetings she was not able to attend',
        )
    }
  }

  faults.push(...sharingFaults(answers, context))

  if (!answers.safeguarding?.careAndSupportNeeds)
    missing('safeguarding/careAndSupportNeeds', 'Say whether she has care and support needs')
  if (isYes(answers.safeguarding?.careAndSupportNeeds) && blank(answers.safeguarding?.about))
    missing('safeguarding/about', 'Say what her care and support needs are')
  if (isYes(answers.safeguarding?.careAndSupportNeeds)) {
    if (!answers.safeguarding?.abuseOrNeglect)
      missing('safeguarding/abuseOrNeglect', 'Say whether she is, or may be, abused or neglected')
    if (!answers.safeguarding?.unableToProtectHerself)
      missing('safeguarding/unableToProtectHerself', 'Say whether her needs keep her from protecting herself')
  }
  if (!answers.herVoice?.given)
    missing('herVoice/given', 'Say how her words were given, or that she has not been asked yet')
  else if (answers.herVoice.given !== 'not_yet_asked' && blank(answers.herVoice.words))
    missing('herVoice/words', 'Write what she wants said')
  if (blank(request.asks)) missing('request/asks', 'Say what you ask for')
  faults.push(...forumAnswerFaults(answers.otherForums, '/answers/otherForums'))
  if (answers.reReferral?.discussedBefore === 'yes' && blank(answers.reReferral.escalationSince))
    missing('reReferral/escalationSince', 'Name what escalated for her since the last meeting')
  if (
    answers.reReferral?.discussedBefore === 'yes' &&
    children.hasChildren === 'yes' &&
    blank(answers.reReferral.childrenEscalation)
  )
    missing('reReferral/childrenEscalation', 'Name what escalated for her children, or that nothing did')
  if (blank(answers.referrer?.phone))
    missing('referrer/phone', 'Give a telephone number on which you can be asked back')
  const unfinished = unfinishedDateFaults(answers, context.today)
  const named = new Set(unfinished.map(({ pointer }) => pointer))
  return [...unfinished, ...faults.filter(({ pointer, code }) => code !== 'missing' || !named.has(pointer))]
}

/** ACC-2, ACC-3: whoever a referral is addressed to must be covered by its basis for sharing. */
function sharingFaults(answers: ReferralAnswers, context: FormContext): Fault[] {
  const { basis, given = {}, without = {} } = answers.consent ?? {}
  const { faults, missing, contradiction } = faultsOf<ReferralAnswers>('/answers')
  if (!basis) {
    missing('consent/basis', 'Record consent, or sharing without consent')
    return faults
  }
  const knows = (id: string) => context.agencies.has(id)
  const byConsent = restsOnHerSay(basis)
  faults.push(
    ...(byConsent ? consentFaults(given, '/answers/consent/given', context.today, knows) : []),
    ...(restsOnRecord(basis)
      ? withoutConsentFaults(without, '/answers/consent/without', context.today, knows)
      : []),
    ...bothFaults(answers.consent ?? {}, '/answers/consent', (id) => context.agencies.get(id) ?? ''),
  )

  faults.push(...lawfulFaults(answers.consent ?? {}, '/answers/consent/lawful'))

  const covered = new Set([context.ownAgencyId, ...sharedWith(answers.consent ?? {})])
  const addressed = new Set(answers.addressedTo?.agencies)
  const runsTheMeeting = answers.addressedTo?.meeting ? context.coordinatingAgencyId : null
  // ACC-8: whoever refuses the agency that runs the meeting is not brought to it.
  if (byConsent && runsTheMeeting && given.refusedAgencies?.includes(runsTheMeeting))
    contradiction(
      'addressedTo/meeting',
      `She said no to ${context.agencies.get(runsTheMeeting)}, which runs the meeting: her referral can go to agencies’ services alone`,
    )
  else if (runsTheMeeting) addressed.add(runsTheMeeting)
  for (const id of addressed) {
    if (covered.has(id) || !knows(id)) continue
    contradiction(
      byConsent ? 'consent/given/agreedAgencies' : 'consent/without/agencies',
      `This referral goes to ${context.agencies.get(id)}, with whom ${byConsent ? 'she has not agreed to share' : 'this record does not share'}`,
    )
  }
  return faults
}
