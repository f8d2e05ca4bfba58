import { dayInWords } from '../calendar.ts'
import type { HarmFacts } from './schema.ts'
import type {
  ConflictAnswer,
  HarmEnding,
  HarmOrderKind,
  HarmRelation,
  HarmStatus,
  SameName,
} from './values.ts'

export const harmRelationWords = {
  partner: 'Partner',
  former_partner: 'Former partner',
  family: 'Family',
  buyer: 'Buys sex from her',
  exploiter: 'Exploits or controls her',
  landlord: 'Landlord, or whose place she stays in',
  other: 'Somebody else',
} as const satisfies Record<HarmRelation, string>

export const harmStatusWords = {
  alleged: 'Alleged',
  charged: 'Charged',
  convicted: 'Convicted',
  not_proceeded: 'Not proceeded with',
} as const satisfies Record<HarmStatus, string>

export const harmOrderWords = {
  non_molestation: 'Non-molestation order',
  occupation: 'Occupation order',
  restraining: 'Restraining order',
  protection_notice: 'Domestic abuse protection notice',
  protection_order: 'Domestic abuse protection order',
  stalking_protection: 'Stalking protection order',
  bail_conditions: 'Bail conditions',
  licence_conditions: 'Licence conditions',
  other: 'Another order',
} as const satisfies Record<HarmOrderKind, string>

export const harmEndingWords = {
  no_longer: 'He is no danger to her any more',
  recorded_in_error: 'It was recorded in error',
} as const satisfies Record<HarmEnding, string>

export const conflictAnswerWords = {
  not_known: 'Not known to us',
  stand_aside: 'Somebody of ours must stand aside',
  works_with_him: 'We work with this person',
} as const satisfies Record<ConflictAnswer, string>

export const sameNameWords = {
  close_first: 'It is or may be that person: close her case to them first. They are not told',
  somebody_else: 'It is somebody else of the same name',
} as const satisfies Record<SameName, string>
export const sameNameQuestion =
  'Somebody of this name works in the partnership, or was invited to a meeting. Is it that person?'

/** The questions, as the referral form and the case ask them. */
export const harmLabels = {
  called: 'What is he or she called?',
  names: 'Other names',
  relation: 'What is he or she to her?',
  age: 'Age, as far as it is known',
  description: 'What he or she looks like',
  area: 'Where he or she lives or is seen',
  vehicle: 'Vehicle',
  phones: 'Telephone numbers',
  sheSays: 'What she says',
  workerSaw: 'What a worker saw',
  policeRecord: 'What police have on record',
  status: 'How far has it come?',
  danger: 'Danger to workers',
} as const

export const harmOrderLabels = {
  kind: 'Which order?',
  conditions: 'Its conditions',
  endsOn: 'When does it end?',
} as const

/** What he is called, or that nobody knows. */
export const calledOf = ({ called, names }: HarmFacts): string =>
  called?.trim() || names?.trim() || 'Name not known'

/** What is said of him in words beside his names, in the order in which a page and a paper say it: what is dangerous first. */
export const harmDetails = [
  'danger',
  'age',
  'description',
  'area',
  'vehicle',
  'phones',
  'sheSays',
  'workerSaw',
  'policeRecord',
] as const satisfies readonly (keyof HarmFacts)[]

/** All that is said of one person who harms her, a line each: on paper. */
export function harmInWords(facts: HarmFacts): string {
  const { called, names, relation, status, orders = [] } = facts
  const who = [calledOf(facts), called?.trim() && names && `also ${names}`].filter(Boolean).join(', ')
  const lines = [
    [who, relation && harmRelationWords[relation], status && harmStatusWords[status]]
      .filter(Boolean)
      .join(' · '),
    ...harmDetails.map((key) => facts[key] && `${harmLabels[key]}: ${facts[key]}`),
    ...orders.map(
      ({ kind, endsOn, conditions }) =>
        `${harmOrderWords[kind]}${endsOn ? `, until ${dayInWords(endsOn)}` : ''}${conditions ? `: ${conditions}` : ''}`,
    ),
  ]
  return lines.filter(Boolean).join('\n')
}
