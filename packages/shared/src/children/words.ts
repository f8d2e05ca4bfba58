import { isBirth } from '../age/birth.ts'
import { yearsInWords } from '../age/rules.ts'
import { bornInWords } from '../age/words.ts'
import { agesOfChild, isChildAtRisk } from './rules.ts'
import type { ChildSaid, ChildTold } from './schema.ts'
import type { ChildBand, childRisks, childSources, genders, involvements, whose } from './values.ts'

export const genderWords = {
  girl: 'girl',
  boy: 'boy',
  another: 'another',
  not_known: 'not known',
} as const satisfies Record<(typeof genders)[number], string>

export const whoseWords = {
  hers: 'hers',
  another: 'not hers',
  not_known: 'not known',
} as const satisfies Record<(typeof whose)[number], string>

export const involvementWords = {
  none: 'none',
  in_need: 'child in need',
  protection_plan: 'child protection plan',
  looked_after: 'looked after',
  adopted: 'adopted',
  not_known: 'not known',
} as const satisfies Record<(typeof involvements)[number], string>

export const childSourceWords = {
  she_said: 'she said so',
  worker_saw: 'a worker saw it',
  another_agency: 'another agency’s record',
  somebody_close: 'somebody who knows them',
  not_known: 'not known',
} as const satisfies Record<(typeof childSources)[number], string>

export const childRiskWords = {
  yes: 'yes',
  suspected: 'suspected',
  no: 'no',
  not_known: 'not known',
} as const satisfies Record<(typeof childRisks)[number], string>

export const childBandWords = {
  unborn: 'not born yet',
  under_1: 'under 1',
  '1_to_4': '1 to 4',
  '5_to_9': '5 to 9',
  '10_to_15': '10 to 15',
  '16_to_17': '16 or 17',
  '18_or_over': '18 or over',
  not_known: 'age not known',
} as const satisfies Record<ChildBand, string>

/** What is asked of a child, in a few words: one that is left out does not compile. */
export const childLabels = {
  calledName: 'Called',
  born: 'Date of birth',
  stated: 'Age',
  unborn: 'Not born yet',
  due: 'Due',
  gender: 'Girl or boy',
  whose: 'Whose child',
  livesWith: 'Lives with',
  borough: 'Borough',
  socialWorker: 'Social worker',
  socialWorkerPhone: 'Social worker’s number',
  involvement: 'Children’s social care',
  died: 'Has died',
  atRisk: 'At risk',
  risk: 'What the risk is',
  source: 'Known by',
  contact: 'Contact with her',
  doNotAskHer: 'Do not ask her again',
} as const satisfies { readonly [K in keyof Required<ChildSaid>]: string }

type Named = Pick<ChildTold, 'calledName' | 'unborn'>

/** «Jayden», «A child not born yet», «A child, not named yet». */
export const childName = ({ calledName, unborn }: Named): string =>
  calledName?.trim() || (unborn ? 'A child not born yet' : 'A child, not named yet')

/** Within a sentence: «Jayden», «the child». */
export const calledOr = ({ calledName }: Pick<ChildTold, 'calledName'>): string =>
  calledName?.trim() || 'the child'

/** «6 or 7, born 2019», «due 14 November 2026», «age not known». `day`: local date on which it is read. */
export function childAgeInWords(child: ChildTold, day: string): string {
  const { born, stated, statedOn, unborn, due } = child
  if (unborn) return due?.trim() ? `due ${isBirth(due) ? bornInWords(due) : due}` : 'not born yet'
  const years = agesOfChild(child, day)
  const told = [
    isBirth(born) && `born ${bornInWords(born)}`,
    stated?.trim() && `said to be ${stated.trim()}${statedOn ? ` on ${bornInWords(statedOn)}` : ''}`,
  ].filter(Boolean)
  if (!years) return told.join(', ') || 'age not known'
  return [yearsInWords(years), ...told].join(', ')
}

/** «Jayden (6, born 2019), boy; lives with his grandmother, Eastmarsh; child protection plan; at risk: stays at the flat». */
export function childInWords(child: ChildTold, day: string): string {
  const { gender, livesWith, borough, involvement, socialWorker, socialWorkerPhone, risk } = child
  const parts = [
    child.whose === 'another' && 'not her child',
    child.died && 'has died',
    gender && gender !== 'not_known' && genderWords[gender],
    [livesWith?.trim() && `lives with ${livesWith.trim()}`, borough?.trim()].filter(Boolean).join(', '),
    involvement && involvement !== 'none' && `children’s social care: ${involvementWords[involvement]}`,
    socialWorker?.trim() &&
      `social worker ${[socialWorker.trim(), socialWorkerPhone?.trim()].filter(Boolean).join(', ')}`,
    isChildAtRisk(child) && `at risk${risk?.trim() ? `: ${risk.trim()}` : ''}`,
  ].filter(Boolean)
  return [`${childName(child)} (${childAgeInWords(child, day)})`, ...parts].join('; ')
}
