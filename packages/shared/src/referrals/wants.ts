import Type, { type Static } from 'typebox'
import { narrative } from '../limits.ts'
import type { PlanArea } from '../plan/values.ts'
import { planAreaWords } from '../plan/words.ts'
import { Choice, Closed, Text } from '../scalars.ts'
import { dangerViews } from './values.ts'

/** The areas of a plan, by which she is asked what she wants from services. */
export const wantAreaWords = planAreaWords
export type WantArea = PlanArea
const wantAreas = Object.keys(wantAreaWords) as WantArea[]

export const wantWords = { yes: 'Yes', not_now: 'Not now', not_asked: 'Not yet asked' } as const
type Want = keyof typeof wantWords

const want = Type.Optional(Choice(Object.keys(wantWords) as Want[]))
/** «Not now» is an answer of hers and no refusal: it is asked again. */
export const Wants = Closed(
  Object.fromEntries(wantAreas.map((area) => [area, want])) as Record<WantArea, typeof want>,
  {
    $id: 'Wants',
    description: 'What she wants help with from services, by the areas of a plan',
  },
)
export type Wants = Static<typeof Wants>

/** What stands beside her words wherever they are shown. */
export const besideHerWords = {
  danger: Type.Optional(
    Choice(dangerViews, {
      description:
        'Her own view of the danger. That she is in danger alone meets the criterion of professional judgement (REF-4)',
    }),
  ),
  dangerWords: Type.Optional(Text(narrative, 'What she says of it, in her own words')),
  wants: Type.Optional(Wants),
}

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
