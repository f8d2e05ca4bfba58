import type { WishedType } from '@alongside/shared/events/catalogue'
import type { Form } from '../forms/use-form.ts'
import { TextInput } from '../ui/text-input.tsx'
import { TypesWished } from './types-wished.tsx'

export interface EndpointWords {
  description: string
  address: string
  types: WishedType[]
}

export function EndpointFields({ form: { field } }: { form: Pick<Form<EndpointWords, unknown>, 'field'> }) {
  return (
    <>
      <TextInput
        {...field('address')}
        limit={1000}
        label="Its address"
        hint="Such as https://cases.agency.example/hooks"
        type="url"
        autoComplete="off"
        spellCheck={false}
      />
      <TextInput
        {...field('description')}
        label="What is it? (optional)"
        hint="Such as “The case system”"
        autoComplete="off"
      />
      <TypesWished {...field('types')} />
    </>
  )
}
