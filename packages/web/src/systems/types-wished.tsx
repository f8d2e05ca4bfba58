import { catalogue, type WishedType, wishedTypes } from '@alongside/shared/events/catalogue'
import { Checkboxes } from '../ui/checkboxes.tsx'

/** What an endpoint is told: nothing ticked is everything. */
export function TypesWished({
  name,
  values,
  onChange,
}: {
  name: string
  values: readonly WishedType[]
  onChange: (types: WishedType[]) => void
}) {
  return (
    <Checkboxes<WishedType>
      name={name}
      label="What should it be told?"
      labelSize="s"
      hint="Tick none for everything, also what comes to the list later."
      small
      options={wishedTypes.map((type) => ({ value: type, label: type, hint: catalogue[type].says }))}
      values={values}
      onChange={onChange}
    />
  )
}
