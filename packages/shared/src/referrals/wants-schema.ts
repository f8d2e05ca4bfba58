import Type, { type Static } from 'typebox'
import { narrative } from '../limits.ts'
import { Choice, Closed, Text } from '../scalars.ts'
import { dangerViews } from './values.ts'
import { type Want, type WantArea, wantAreas, wantWords } from './wants.ts'

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
