import type { WishedType } from '@alongside/shared/events/catalogue'
import { TextInput } from '../ui/text-input.tsx'
import { TypesWished } from './types-wished.tsx'

export interface EndpointWords {
  description: string
  address: string
  types: WishedType[]
}

/** As it is sent: without what was typed around the words. */
export const sentAs = ({ description, address, types }: EndpointWords): EndpointWords => ({
  description: description.trim(),
  address: address.trim(),
  types,
})

/** `under`: where this form's fields hang, on a page with several. */
export function EndpointFields({
  under,
  endpoint,
  onChange,
  errorAt,
}: {
  under: string
  endpoint: EndpointWords
  onChange: (endpoint: EndpointWords) => void
  errorAt: (pointer: string) => string | undefined
}) {
  return (
    <>
      <TextInput
        name={`${under}/address`}
        label="Its address"
        hint="Such as https://cases.agency.example/hooks"
        error={errorAt('/address')}
        value={endpoint.address}
        onChange={(address) => onChange({ ...endpoint, address })}
        type="url"
        autoComplete="off"
        spellCheck={false}
      />
      <TextInput
        name={`${under}/description`}
        label="What is it? (optional)"
        hint="Such as “The case system”"
        error={errorAt('/description')}
        value={endpoint.description}
        onChange={(description) => onChange({ ...endpoint, description })}
        autoComplete="off"
      />
      <TypesWished
        name={`${under}/types`}
        values={endpoint.types}
        onChange={(types) => onChange({ ...endpoint, types })}
      />
    </>
  )
}
