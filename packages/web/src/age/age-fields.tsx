import { bornOf, isBirth } from '@alongside/shared/age/birth'
import { agesOn, yearsInWords } from '@alongside/shared/age/rules'
import type { Age } from '@alongside/shared/age/schema'
import { yearsOf } from '@alongside/shared/age/stated'
import { ageGrounds } from '@alongside/shared/age/values'
import { ageGroundWords, bornInWords } from '@alongside/shared/age/words'
import type { ReactNode } from 'react'
import { answered } from '../consent/answered.ts'
import { sentence } from '../sending/refused.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

interface Props {
  /** Where the age stands in what is sent. */
  at: string
  age: Age
  onChange: (age: Age) => void
  errorAt: (pointer: string) => string | undefined
  today: string
  /** What may be meant by a date of birth that is none yet. */
  readBack?: ReactNode
  /** What is said where she is or may be under 18: after all that says so, where it moves nothing away under a press. */
  whenYoung?: ReactNode
  /** An age is being typed in words, of which nothing follows yet. */
  onTyping?: (typing: boolean) => void
}

/** REF-2: her age as exactly as it is known, and what it rests on; what was understood is said back. */
export function AgeFields({ at, age, onChange, errorAt, today, readBack, whenYoung, onTyping }: Props) {
  const set = <K extends keyof Age>(key: K, value: Age[K] | undefined) => onChange(answered(age, key, value))
  const place = (key: keyof Age) => ({ name: `${at}/${key}`, error: errorAt(`${at}/${key}`) })
  const { born = '', stated = '', belief, restsOn, inWords = '' } = age
  const known = bornOf(born)
  const whole = isBirth(known) && known.length === 10
  const asked = restsOn === 'worker_guess' || restsOn === 'other' || inWords !== ''
  return (
    <>
      <DateInput
        {...place('born')}
        label="Date of birth"
        hint="For example, 14 2 1991. Leave out what is not known: the year alone says much."
        value={born}
        onChange={(typed) => set('born', typed || undefined)}
        after={readBack}
      />
      {/* As soon as it is whole, and not on leaving: nothing moves away under a press on what follows. */}
      {isBirth(known) && !errorAt(`${at}/born`) && <Understood age={{ born: known }} today={today} />}
      {(!whole || stated !== '') && (
        <>
          <TextInput
            {...place('stated')}
            limit={40}
            label="Or her age, as it was said (optional)"
            hint="34, about 34, 30 to 35, early 30s"
            width={20}
            autoComplete="off"
            value={stated}
            onFocus={() => onTyping?.(true)}
            onBlur={() => onTyping?.(false)}
            onChange={(typed) => onChange(statedAs(age, typed, today))}
          />
          {yearsOf(stated) && (
            <Understood age={{ stated, ...(age.statedOn && { statedOn: age.statedOn }) }} today={today} />
          )}
        </>
      )}
      {(!whole || errorAt(`${at}/belief`) !== undefined) && (
        <Radios
          {...place('belief')}
          label="If it is not known: how old do you believe her to be?"
          options={[
            { value: 'believed_adult', label: '18 or over' },
            { value: 'may_be_under_18', label: 'She may be under 18' },
          ]}
          value={belief}
          onChange={(chosen) => set('belief', chosen)}
        />
      )}
      <Radios
        {...place('restsOn')}
        label="What do you know her age by?"
        small
        options={ageGrounds.map((value) => ({ value, label: sentence(ageGroundWords[value]) }))}
        value={restsOn}
        onChange={(chosen) => set('restsOn', chosen)}
      />
      {asked && (
        <Textarea
          {...place('inWords')}
          label="What makes you think so?"
          rows={2}
          value={inWords}
          onChange={(typed) => set('inWords', typed || undefined)}
        />
      )}
      {whenYoung}
    </>
  )
}

/** An age that is typed is of today; one that is taken out takes its day with it. */
function statedAs({ stated: _, statedOn, ...age }: Age, typed: string, today: string): Age {
  return typed === '' ? age : { ...age, stated: typed, statedOn: statedOn ?? today }
}

/** What was understood of what was typed. */
function Understood({ age, today }: { age: Age; today: string }) {
  const ages = agesOn(age, today)
  if (!ages) return null
  return (
    <p className="govuk-body govuk-!-margin-top-2 app-quiet">
      {age.born && `Born ${bornInWords(age.born)}: `}
      {age.born ? 'she is ' : 'She is '}
      {yearsInWords(ages)} now.
    </p>
  )
}
