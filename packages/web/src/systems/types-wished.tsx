import { entryOf, type WishedType, wishedTypes } from '@alongside/shared/events/catalogue'
import type { Field } from '../forms/use-form.ts'
import { Checkboxes } from '../ui/checkboxes.tsx'

/** What an endpoint is told: nothing ticked is everything. */
export function TypesWished(field: Field<WishedType[]>) {
  return (
    <Checkboxes<WishedType>
      {...field}
      label="What should it be told?"
      labelSize="s"
      hint="Tick none for everything, also what comes to the list later."
      small
      options={wishedTypes.map((type) => ({ value: type, label: type, hint: entryOf(type).says }))}
    />
  )
}
