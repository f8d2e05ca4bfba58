import type { ResponseKind } from '@alongside/shared/referrals/conversation-schema'
import { wordsAsked } from '@alongside/shared/referrals/responses'
import type { Field } from '../forms/use-form.ts'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** What each answer asks to be said with it (REF-8). */
const kinds: Record<ResponseKind, { label: string; asks: string }> = {
  accepted: { label: 'We take it on', asks: 'What happens next? (optional)' },
  accepted_onto_waiting_list: {
    label: 'We take it onto our waiting list',
    asks: 'How long may it be, and what can be done until then? (optional)',
  },
  better_placed_elsewhere: {
    label: 'She is better placed elsewhere',
    asks: 'Where? Name the service and how to reach it',
  },
  not_able_to_help_now: { label: 'We are not able to help now', asks: 'Why?' },
}

export interface ResponseValues {
  response: ResponseKind | ''
  worker: string
  words: string
}

export const neededInResponse = {
  response: 'Choose your answer',
  worker: 'Name the worker whom the referrer can reach',
}

export const faultsInResponse = ({ response, words }: ResponseValues) =>
  response !== '' && wordsAsked[response] && words === ''
    ? [{ pointer: '/words', code: 'missing', detail: kinds[response].asks }]
    : []

type Props = {
  fields: { [Key in keyof ResponseValues]: Field<ResponseValues[Key]> }
}

/** An agency’s answer: what it is, who the worker is, and what is to be said with it. */
export function ResponseFields({ fields: { response, worker, words } }: Props) {
  return (
    <>
      <Radios
        {...response}
        label="Your agency’s answer"
        options={(Object.keys(kinds) as ResponseKind[]).map((value) => ({
          value,
          label: kinds[value].label,
        }))}
      />
      <TextInput
        {...worker}
        label="Who is the worker?"
        hint="Whom the referrer can reach about this."
        width={20}
        autoComplete="off"
      />
      <Textarea
        {...words}
        label={response.value === '' ? 'A few words' : kinds[response.value].asks}
        rows={4}
      />
    </>
  )
}
