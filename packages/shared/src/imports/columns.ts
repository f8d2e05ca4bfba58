import { type PlacedRole, rolesBy } from '../access.ts'
import type { Action } from '../actions/contract.ts'
import type { runningActionStates } from '../actions/rules.ts'
import { actionStateWords } from '../actions/words.ts'
import type { howWords } from '../consent/words.ts'
import { agencyKindWords, roleWords } from '../partnerships/words.ts'
import type { Light, RuleSet } from '../traffic-light/schema.ts'
import { csvCell, type Words } from './cells.ts'
import type { ImportKind } from './kinds.ts'

/** What people may be given by a spreadsheet: a place in an agency. */
export const peopleRoles = Object.fromEntries(
  rolesBy('place').map((role) => [role, roleWords[role]]),
) as Readonly<Record<PlacedRole, string>>
/** What is past: a referral that waits for an answer is made by the form. */
export const pastStates = {
  discussed: 'discussed',
  closed: 'closed',
  declined: 'declined',
  redirected: 'redirected',
  withdrawn: 'withdrawn',
} as const satisfies Words<string>
export const yesNo = { yes: 'yes', no: 'no' } as const
export const priorities = { usual: 'usual', urgent: 'urgent' } as const satisfies Words<Action['priority']>
export const waysOfConsent = { in_writing: 'in writing', spoken: 'spoken' } as const satisfies Words<
  keyof typeof howWords
>
/** Those that an action can be imported in. */
export const runningStates = {
  open: actionStateWords.open,
  in_progress: actionStateWords.in_progress,
  carried_forward: actionStateWords.carried_forward,
} as const satisfies Words<(typeof runningActionStates)[number]>
export const lightWords = { red: 'red', amber: 'amber', green: 'green' } as const satisfies Words<Light>

/** What the allowed words depend on. */
export interface Vocabulary {
  agencies: readonly { id: string; name: string }[]
  ruleSet: RuleSet
}

interface Column {
  needed?: true
  example: string
  /** What may stand in it. */
  says: string
}

const date = 'a date, 2025-03-14 or 14/03/2025'
const oneOf = (words: readonly string[] | Words<string>) => `one of: ${Object.values(words).join(' · ')}`

/** The columns of each kind, by their names in the header. */
export function columnsOf(kind: ImportKind, { agencies, ruleSet }: Vocabulary): Record<string, Column> {
  const names = agencies.map(({ name }) => name)
  const agency = names[0] ?? 'The Lantern'
  const anAgency = oneOf(names)
  const codes = ruleSet.indicators.map(({ code }) => code)
  const indicators = `several, between semicolons, of: ${codes.join(' · ')}`
  const agenciesWords = 'agencies of the partnership, between semicolons'
  const kinds: Record<ImportKind, Record<string, Column>> = {
    agencies: {
      name: { needed: true, example: 'Harbour Homes', says: 'its name, not yet in the partnership' },
      kind: { needed: true, example: 'housing', says: oneOf(agencyKindWords) },
    },
    people: {
      name: { needed: true, example: 'Sam Osei', says: 'the name' },
      email: { needed: true, example: 'sam@harbour-homes.example', says: 'an e-mail address' },
      agency: { needed: true, example: agency, says: anAgency },
      role: { needed: true, example: 'Lead member', says: oneOf(peopleRoles) },
      job_title: { example: 'Housing officer', says: 'the post' },
      safeguarding_lead: { example: 'no', says: oneOf(yesNo) },
    },
    referrals: {
      case_reference: {
        example: 'A-017',
        says: 'your spreadsheet’s own; the same one for all referrals of one person',
      },
      name: { needed: true, example: 'Mara', says: 'the name that she uses' },
      aliases: { example: 'Mari; M.', says: 'other names, between semicolons' },
      date_of_birth: { example: '14/02/1991', says: `${date}, or as much of it as is known; or an age` },
      age: { example: '', says: 'in years on the day of referral (34, about 34, 30 to 35), or: adult' },
      referring_agency: { needed: true, example: agency, says: anAgency },
      referred_on: { needed: true, example: '14/03/2025', says: date },
      light: { example: 'red', says: `${oneOf(lightWords)}; or indicators, by which it is computed` },
      indicators_yes: { example: codes[0] ?? '', says: indicators },
      indicators_suspected: { example: codes[1] ?? '', says: indicators },
      indicators_no: { example: '', says: indicators },
      state: { needed: true, example: 'closed', says: oneOf(pastStates) },
      discussed_on: { example: '10/04/2025', says: `${date}; needed where it was discussed or closed` },
      outcome: { example: 'She has a room of her own', says: 'what came of it' },
      consent_given_on: { example: '14/03/2025', says: `${date}; without it the case is not shared further` },
      consent_until: { example: '14/03/2026', says: `${date}; 12 months after it was given at most` },
      consent_agencies: { example: agency, says: agenciesWords },
      consent_refused_agencies: { example: '', says: agenciesWords },
      consent_how: { example: 'spoken', says: oneOf(waysOfConsent) },
    },
    actions: {
      case_reference: {
        needed: true,
        example: 'A-017',
        says: 'as in the referrals, or the case’s reference here',
      },
      owning_agency: { needed: true, example: agency, says: anAgency },
      what: { needed: true, example: 'Hold the room for two weeks', says: 'what is to be done' },
      why: { needed: true, example: 'She needs time to say yes', says: 'why' },
      due_on: { needed: true, example: '14/04/2027', says: date },
      state: { needed: true, example: 'open', says: oneOf(runningStates) },
      agreed_on: { example: '10/04/2026', says: date },
      priority: { example: 'usual', says: oneOf(priorities) },
    },
  }
  return kinds[kind]
}

/** Rows that begin with it are for people to read. */
export const remark = '#'

/** Header, one example, and the allowed words in rows that are not imported. With a byte order mark, by which Excel knows UTF-8. */
export function templateOf(kind: ImportKind, vocabulary: Vocabulary): string {
  const columns = Object.entries(columnsOf(kind, vocabulary))
  const rows = [
    columns.map(([name]) => name),
    columns.map(([, { example }]) => example),
    [`${remark} Row 2 is an example, and is left out. So is every row that begins with ${remark}.`],
    ...columns.map(([name, { needed, says }]) => [`${remark} ${name}${needed ? ' (needed)' : ''}: ${says}`]),
  ]
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}
