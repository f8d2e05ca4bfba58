import type { SameName } from '@alongside/shared/people-who-harm/values'
import { sameNameQuestion, sameNameWords } from '@alongside/shared/people-who-harm/words'
import type { Field } from '../forms/use-form.ts'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'

/** HRM-1: whether he is the colleague of that name, wherever a name is written down or put back. */
export const AskOfName = (field: Field<SameName | ''>) => (
  <Radios
    {...field}
    label={sameNameQuestion}
    hint="Nobody is asked about this person before you have said it. If you are not sure, close her case first: the coordinator looks at it today."
    options={optionsOf(sameNameWords)}
  />
)
