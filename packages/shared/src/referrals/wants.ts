import type { PlanArea } from '../plan/values.ts'
import { planAreaWords } from '../plan/words.ts'
import type { Wants } from './wants-schema.ts'

/** The areas of a plan, by which she is asked what she wants from services. */
export const wantAreaWords = planAreaWords
export type WantArea = PlanArea
export const wantAreas = Object.keys(wantAreaWords) as WantArea[]

export const wantWords = { yes: 'Yes', not_now: 'Not now', not_asked: 'Not yet asked' } as const
export type Want = keyof typeof wantWords

/** «Wants help with: A home; Money» and «Not now: Health», each where there is any; nothing of what she was not asked. */
export function wantsInWords(wants: Wants = {}): { label: string; areas: string }[] {
  const said = (answer: Want) =>
    wantAreas.filter((area) => wants[area] === answer).map((area) => wantAreaWords[area])
  return [
    { label: 'Wants help with', areas: said('yes').join('; ') },
    { label: 'Not now', areas: said('not_now').join('; ') },
  ].filter(({ areas }) => areas !== '')
}

/** What of these is said at all: of who was not asked there is nothing to keep. */
export function saidBeside({
  danger,
  dangerWords,
  wants,
}: {
  danger?: string
  dangerWords?: string
  wants?: Wants
}): boolean {
  return (
    (danger !== undefined && danger !== 'not_asked') ||
    Boolean(dangerWords?.trim()) ||
    wantsInWords(wants).length > 0
  )
}
