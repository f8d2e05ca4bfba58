import type { Fault } from '@alongside/shared/problems'
import type { ReferralAnswers, Section } from '@alongside/shared/referrals/schema'
import { askedWith, type FormSection, formSections } from '@alongside/shared/referrals/sections'

export const sectionBySlug = (slug: string) => formSections.find((section) => section.slug === slug)

/** The page after this one; undefined after the last. The criterion is asked for the meeting alone. */
export function nextSection(key: Section, answers: ReferralAnswers): FormSection | undefined {
  const asked = formSections.filter((section) => section.key === key || isAsked(section.key, answers))
  return asked[asked.findIndex((section) => section.key === key) + 1]
}

export const isAsked = (key: Section, answers: ReferralAnswers): boolean =>
  key !== 'criterion' || answers.addressedTo?.meeting === true || answers.criterion !== undefined

/** On which page the answer at this pointer stands. */
export function sectionOf(pointer: string): FormSection | undefined {
  const key = pointer.split('/')[2] as Section
  return formSections.find((section) => section.key === (askedWith[key] ?? key))
}

export const faultsIn = (section: FormSection, faults: readonly Fault[]): Fault[] =>
  faults.filter(({ pointer }) => sectionOf(pointer) === section)

export type SectionStatus = { words: string; state: 'empty' | 'unfinished' | 'complete' | 'optional' }

/** How far a section is: its faults are those that submission would name. */
export function statusOf(
  section: FormSection,
  answers: ReferralAnswers,
  faults: readonly Fault[],
): SectionStatus {
  const open = faultsIn(section, faults)
  const begun = Object.keys(answers[section.key] ?? {}).length > 0
  const contradictions = open.filter(({ code }) => code !== 'missing').length
  if (contradictions > 0) return { words: 'Look again', state: 'unfinished' }
  if (open.length > 0 && !begun) return { words: 'Not started', state: 'empty' }
  if (open.length > 0) return { words: `${open.length} to answer`, state: 'unfinished' }
  if (!begun) return { words: 'Optional', state: 'optional' }
  return { words: 'Completed', state: 'complete' }
}
