import { bornOf, isBirth } from '@alongside/shared/age/birth'
import { yearsInWords } from '@alongside/shared/age/rules'
import { agesOfChild, isChildAtRisk, whyNotAskHer } from '@alongside/shared/children/rules'
import type { ChildSaid } from '@alongside/shared/children/schema'
import {
  childName,
  childRiskWords,
  childSourceWords,
  genderWords,
  involvementWords,
  whoseWords,
} from '@alongside/shared/children/words'
import { answered } from '../consent/answered.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'

interface Props {
  /** Where the child stands in what is sent. */
  at: string
  child: ChildSaid
  onChange: (child: ChildSaid) => void
  errorAt: (pointer: string) => string | undefined
  /** Local date. */
  today: string
}

const noMore = {
  died: 'This child has died. Nobody asks her about it again; what is written here stays.',
  adopted: 'This child was adopted. Nobody asks her about it again; what is written here stays.',
  she_said_so: 'She does not want to be asked about this child again.',
} as const

/** CHD-1: what is known of one child. What matters in the first minute stands open; the rest is one press away. */
export function ChildFields({ at, child, onChange, errorAt, today }: Props) {
  const set = <K extends keyof ChildSaid>(key: K, value: ChildSaid[K] | undefined) =>
    onChange(answered(child, key, value))
  const place = (key: keyof ChildSaid) => ({ name: `${at}/${key}`, error: errorAt(`${at}/${key}`) })
  const line = (key: TextKey) => ({
    ...place(key),
    value: child[key] ?? '',
    onChange: (typed: string) => set(key, typed || undefined),
  })
  const choice = <K extends ChoiceKey>(key: K) => ({
    ...place(key),
    value: child[key],
    onChange: (chosen: NonNullable<ChildSaid[K]>) => set(key, chosen as ChildSaid[K]),
  })
  const tick = (key: TickKey) => ({
    ...place(key),
    value: child[key] ?? false,
    onChange: (ticked: boolean) => set(key, ticked || undefined),
  })
  const silent = whyNotAskHer(child)
  return (
    <>
      {silent && <InsetText>{noMore[silent]}</InsetText>}
      <TextInput
        {...line('calledName')}
        label="What is the child called? (optional)"
        hint="A first name is enough."
        autoComplete="off"
        spellCheck={false}
      />
      <Checkbox {...tick('unborn')} label="The child is not born yet" />
      {child.unborn ? (
        <DateInput
          {...line('due')}
          label="When is the child due? (optional)"
          hint="For example, 14 11 2026. The month and the year are enough."
        />
      ) : (
        <BornOrAged line={line} child={child} today={today} />
      )}
      <Radios
        {...choice('gender')}
        label="Girl or boy? (optional)"
        small
        inline
        options={optionsOf(genderWords)}
      />
      <Radios {...choice('whose')} label="Is it her child? (optional)" small inline options={whoseOptions} />
      <Radios
        {...choice('atRisk')}
        label="Is this child at risk?"
        small
        inline
        options={optionsOf(childRiskWords)}
      />
      {(isChildAtRisk(child) || child.risk !== undefined) && (
        <Textarea {...line('risk')} label="What puts this child at risk?" rows={3} />
      )}
      <Details
        summary={`Where ${child.calledName?.trim() || 'the child'} lives, and children’s social care`}
        open={['livesWith', 'socialWorkerPhone', 'borough'].some((key) => errorAt(`${at}/${key}`))}
      >
        <TextInput
          {...line('livesWith')}
          label="Whom does the child live with? (optional)"
          autoComplete="off"
        />
        <TextInput
          {...line('borough')}
          limit={100}
          label="In which borough? (optional)"
          hint="Not the address: on her case it has its own, closed place."
          width={20}
          autoComplete="off"
        />
        <Radios
          {...choice('involvement')}
          label="Is children’s social care involved? (optional)"
          small
          options={optionsOf(involvementWords)}
        />
        <TextInput
          {...line('socialWorker')}
          label="The child’s social worker (optional)"
          autoComplete="off"
        />
        <TextInput
          {...line('socialWorkerPhone')}
          limit={60}
          label="The social worker’s number (optional)"
          width={20}
          type="tel"
          autoComplete="off"
        />
        <Textarea
          {...line('contact')}
          label="What contact does she have with the child? (optional)"
          rows={2}
        />
        <Radios
          {...choice('source')}
          label="Who told you this? (optional)"
          small
          options={optionsOf(childSourceWords)}
        />
        <Checkbox {...tick('doNotAskHer')} label="Do not ask her about this child again" />
        <Checkbox {...tick('died')} label="This child has died" />
      </Details>
    </>
  )
}

type Line = (key: 'born' | 'stated') => {
  name: string
  error: string | undefined
  value: string
  onChange: (typed: string) => void
}

function BornOrAged({ line, child, today }: { line: Line; child: ChildSaid; today: string }) {
  const { born = '', stated = '' } = child
  const whole = isBirth(bornOf(born)) && bornOf(born).length === 10
  const years = agesOfChild({ ...child, born: bornOf(born) }, today)
  return (
    <>
      <DateInput
        {...line('born')}
        label="Date of birth (optional)"
        hint="For example, 14 2 2019. Leave out what is not known: the year alone says much."
      />
      {(!whole || stated !== '') && (
        <TextInput
          {...line('stated')}
          limit={40}
          label="Or the child’s age, as it was said (optional)"
          hint="6, about 6, 5 or 6"
          width={10}
          autoComplete="off"
        />
      )}
      {years && <p className="govuk-body app-quiet">{`${childName(child)}: ${yearsInWords(years)} now.`}</p>}
    </>
  )
}

const whoseOptions = optionsOf(whoseWords)
type TickKey = 'unborn' | 'died' | 'doNotAskHer'
type ChoiceKey = 'gender' | 'whose' | 'involvement' | 'atRisk' | 'source'
type TextKey = Exclude<keyof ChildSaid, TickKey | ChoiceKey>
