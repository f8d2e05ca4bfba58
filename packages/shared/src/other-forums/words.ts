import { dayInWords } from '../calendar.ts'
import { forumsOfForm } from './rules.ts'
import type { OtherForumAnswers, OtherForumSaid } from './schema.ts'
import { type Forum, type ForumOutcome, type nrmSays, type ShownForum, unreadableForum } from './values.ts'

export const forumWords = {
  marac: 'MARAC',
  mappa: 'MAPPA',
  child_protection: 'Child protection conference',
  adult_enquiry: 'Adult safeguarding enquiry (Care Act s. 42)',
  nrm: 'National Referral Mechanism (NRM)',
} as const satisfies Record<Forum, string>

/** Within a sentence. */
export const forumShortWords = {
  marac: 'the MARAC',
  mappa: 'MAPPA',
  child_protection: 'the conference',
  adult_enquiry: 'the enquiry',
  nrm: 'the NRM',
} as const satisfies Record<Forum, string>

/** What each is, for who does not know the letters. */
export const forumHints = {
  marac: 'Agencies plan together for people at high risk of domestic abuse',
  mappa:
    'Police, probation and prisons manage people who may do serious harm. Agencies’ leads alone read this, and it stands on no paper',
  child_protection: 'Decides whether a child needs a protection plan',
  adult_enquiry: 'The council looks into abuse or neglect of an adult with care and support needs',
  nrm: 'Finds out and supports people who may have been trafficked or held in slavery',
} as const satisfies Record<Forum, string>

/** FOR-1: said wherever somebody is asked about the National Referral Mechanism. */
export const nrmConsentWords =
  'An adult is referred only if she agrees, and only by a first responder: the police, a council, the National Crime Agency or one of the charities on the Home Office’s list. Where she does not agree, police and councils must still notify the Home Office, without her name (Modern Slavery Act 2015, section 52). She may say no.'

export const nrmSayWords = {
  she_agreed: 'She agreed to be referred',
  under_18: 'She was under 18: no agreement is needed',
  notified_without_name: 'She did not agree: the Home Office was notified without her name',
  not_asked: 'Not asked yet',
} as const satisfies Record<(typeof nrmSays)[number], string>

export const forumOutcomeWords = {
  plan_agreed: 'A plan was agreed',
  not_taken: 'Not taken on',
  transferred: 'Passed on to another area',
  level_1: 'Managed at level 1',
  level_2: 'Managed at level 2',
  level_3: 'Managed at level 3',
  no_longer_managed: 'No longer managed',
  protection_plan: 'A child protection plan',
  child_in_need_plan: 'A child in need plan',
  no_plan: 'No plan',
  plan_ended: 'The plan ended',
  enquiry_made: 'An enquiry is made',
  no_enquiry: 'No enquiry',
  safety_plan: 'A safety plan was agreed',
  enquiry_ended: 'The enquiry ended',
  reasonable_grounds: 'Reasonable grounds: yes',
  no_reasonable_grounds: 'Reasonable grounds: no',
  conclusive_grounds: 'Conclusive grounds: yes',
  no_conclusive_grounds: 'Conclusive grounds: no',
  left: 'She left it',
} as const satisfies Record<ForumOutcome, string>

/** «Referred 2 March 2026; heard 12 March 2026; a plan was agreed. Their reference: M/26/104. Kept there by …». `day`: local. */
export function forumInWords(said: Omit<OtherForumSaid, 'forum'>, day: string): string {
  const { referredOn, heardOn, outcome, agreed, reference, keptBy, words } = said
  const steps = [
    agreed && nrmSayWords[agreed],
    referredOn && `${agreed === 'notified_without_name' ? 'notified' : 'referred'} ${dayInWords(referredOn)}`,
    heardOn && `${heardOn > day ? 'to be heard' : 'heard'} ${dayInWords(heardOn)}`,
    outcome && forumOutcomeWords[outcome],
  ].filter((step) => typeof step === 'string')
  return [
    steps.length > 0 ? `${lowered(steps)}.` : 'Known there.',
    ...(reference ? [`Their reference: ${reference}.`] : []),
    ...(keptBy ? [`Kept there by ${keptBy}.`] : []),
    ...(words ? [words] : []),
  ].join(' ')
}

/** One sentence of several parts, that begins with a capital. */
const lowered = ([first = '', ...rest]: string[]): string =>
  [
    first.charAt(0).toUpperCase() + first.slice(1),
    ...rest.map((part) => part.charAt(0).toLowerCase() + part.slice(1)),
  ].join('; ')

/** OPS-3: as it is called wherever it is shown, also where nobody can read which it is. */
export const shownForumWords = {
  ...forumWords,
  [unreadableForum]: 'Another forum',
} as const satisfies Record<ShownForum, string>

type ShownSaid = Omit<OtherForumSaid, 'forum'> & { forum: ShownForum }

/** For papers and lists. */
export const forumLine = (said: ShownSaid, day: string): string =>
  `${shownForumWords[said.forum]}: ${forumInWords(said, day)}`

/** The form's answer, a line for each forum; empty: not answered. */
export function forumsInWords({ otherForums }: { otherForums?: OtherForumAnswers }, day: string): string[] {
  const lines = [...forumsOfForm(otherForums).values()].map((said) => forumLine(said, day))
  if (otherForums?.known?.includes('none')) lines.push('None')
  if (otherForums?.known?.includes('not_known')) lines.push('Not known')
  return lines
}

/** In the place of those that a list has no room for: how many is not said where others look on, since MAPPA is for leads. */
export const moreForums = 'More are recorded on her case.'
