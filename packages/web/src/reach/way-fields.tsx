import type { WayAnswers } from '@alongside/shared/reach/schema'
import { wayKindWords, wayLabels, wayValueWords } from '@alongside/shared/reach/words'
import { useState } from 'react'
import { answered } from '../consent/answered.ts'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

interface Props {
  /** JSON pointer of the way in the body: '' when it is the whole body. */
  at: string
  way: WayAnswers
  onChange: (way: WayAnswers) => void
  /** The problem's words for the field at this pointer. */
  errorAt: (pointer: string) => string | undefined
}

const said = { yes: 'Yes', no: 'No', not_known: 'Not known' } as const
const besides = ['times', 'message', 'answeredBy', 'namesSender', 'until'] as const

/** REF-14: one way to reach her. What is asked beside it is folded until somebody has something to say of it. */
export function WayFields({ at, way, onChange, errorAt }: Props) {
  const [open] = useState(() => besides.some((key) => way[key] !== undefined))
  const field = (key: keyof WayAnswers) => ({ name: `${at}/${key}`, error: errorAt(`${at}/${key}`) })
  const set =
    <Key extends keyof WayAnswers>(key: Key) =>
    (value: WayAnswers[Key]) =>
      onChange(answered(way, key, value))
  return (
    <>
      <Radios
        {...field('kind')}
        label={wayLabels.kind}
        inline
        options={optionsOf(wayKindWords)}
        value={way.kind}
        onChange={set('kind')}
      />
      <TextInput
        {...field('value')}
        limit={300}
        label={way.kind ? wayValueWords[way.kind] : wayLabels.value}
        autoComplete="off"
        value={way.value ?? ''}
        onChange={set('value')}
      />
      <Radios
        {...field('safe')}
        label={wayLabels.safe}
        inline
        options={optionsOf(said)}
        value={way.safe}
        onChange={set('safe')}
      />
      {(way.safe === 'no' || way.because !== undefined) && (
        <Textarea
          {...field('because')}
          label={way.safe === 'no' ? 'Why is it not safe?' : `${wayLabels.because} (optional)`}
          hint={
            way.safe === 'no'
              ? 'Kept so that nobody uses it by mistake. Every list shows the reason in place of the number or address.'
              : undefined
          }
          rows={2}
          value={way.because ?? ''}
          onChange={set('because')}
        />
      )}
      {way.safe !== 'no' && (
        <Details summary="When, messages, who else answers" open={open}>
          <TextInput
            {...field('times')}
            limit={300}
            label={`${wayLabels.times} (optional)`}
            autoComplete="off"
            value={way.times ?? ''}
            onChange={set('times')}
          />
          <Radios
            {...field('message')}
            label={`${wayLabels.message} (optional)`}
            inline
            small
            options={optionsOf(said)}
            value={way.message}
            onChange={set('message')}
          />
          <TextInput
            {...field('answeredBy')}
            limit={200}
            label={`${wayLabels.answeredBy} (optional)`}
            autoComplete="off"
            value={way.answeredBy ?? ''}
            onChange={set('answeredBy')}
          />
          <Radios
            {...field('namesSender')}
            label={`${wayLabels.namesSender} (optional)`}
            inline
            small
            options={optionsOf(said)}
            value={way.namesSender}
            onChange={set('namesSender')}
          />
          <DateInput
            {...field('until')}
            label={`${wayLabels.until} (optional)`}
            hint="For example, 14 2 2027"
            value={way.until ?? ''}
            onChange={set('until')}
          />
        </Details>
      )}
    </>
  )
}
