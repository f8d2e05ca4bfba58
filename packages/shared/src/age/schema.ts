import Type, { type Static } from 'typebox'
import { Choice, Closed, Line, LocalDate, Text } from '../scalars.ts'
import { birthPattern } from './birth.ts'
import { ageBeliefs, ageGrounds } from './values.ts'

/** REF-2: her age as one value, as exact as it is known, with what it rests on. */
export const Age = Closed(
  {
    born: Type.Optional(
      Type.String({
        maxLength: 10,
        pattern: birthPattern,
        description:
          'Her date of birth, or as much of it as is known: 1991-02-14, 1991-02, 1991; 1991--14 where the month is not known',
      }),
    ),
    stated: Type.Optional(
      Line(40, 'Her age as it was stated: 34, about 34, 30 to 35, 16 or 17, 30s, early 30s, over 40'),
    ),
    statedOn: Type.Optional({
      ...LocalDate,
      description: 'The day on which she was that old; without it, the day of the submission',
    }),
    belief: Type.Optional(Choice(ageBeliefs)),
    restsOn: Type.Optional(Choice(ageGrounds)),
    inWords: Type.Optional(Text()),
  },
  {
    $id: 'Age',
    description:
      'An age whose range reaches below 18, or a doubt, takes the child’s way until shown otherwise (REF-3; Modern Slavery Act 2015 s. 51)',
  },
)
export type Age = Static<typeof Age>
