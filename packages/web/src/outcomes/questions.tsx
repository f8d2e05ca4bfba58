import {
  exitProgress,
  exitWishes,
  goalStates,
  needDomains,
  needLevels,
  safetyScale,
} from '@alongside/shared/outcomes/values'
import { Button } from '../ui/button.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { type CountName, countNames, mostGoals, skip, type TypedLook } from './typed.ts'
import { domainWords, levelWords, metWords, progressWords, safetyWords, wishWords } from './words.ts'

interface Props {
  typed: TypedLook
  change: (part: Partial<TypedLook>) => void
  errorAt: (pointer: string) => string | undefined
}

const skipOption = { value: skip, label: 'Skip this question' } as const

export function Safety({ typed, change, errorAt }: Props) {
  return (
    <Radios
      name="/answers/safety"
      label="How safe does she feel?"
      labelSize="m"
      small
      options={[...safetyScale.map((value) => ({ value, label: safetyWords[value] })), skipOption]}
      error={errorAt('/answers/safety')}
      value={typed.safety}
      onChange={(safety) => change({ safety })}
    />
  )
}

export function Needs({ typed, change }: Props) {
  const options = [
    { value: skip, label: 'Skip' } as const,
    ...needLevels.map((value) => ({ value, label: levelWords[value] })),
  ]
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Where would she like support?</h2>
      <div className="app-needs">
        {needDomains.map((domain) => (
          <Select
            key={domain}
            name={`/answers/needs/${domain}`}
            label={domainWords[domain]}
            options={options}
            value={typed.needs[domain]}
            onChange={(level) => change({ needs: { ...typed.needs, [domain]: level } })}
          />
        ))}
      </div>
    </section>
  )
}

export function Goals({ typed: { goals }, change, errorAt }: Props) {
  const set = (at: number, goal: TypedLook['goals'][number]) => change({ goals: goals.with(at, goal) })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Her own goals</h2>
      {goals.map((goal, at) => (
        <div key={at} className="app-goal">
          <TextInput
            name={`/answers/goals/${at}/goal`}
            limit={500}
            label={`Goal ${at + 1}, in her words`}
            autoComplete="off"
            error={errorAt(`/answers/goals/${at}/goal`)}
            value={goal.goal}
            onChange={(words) => set(at, { ...goal, goal: words })}
          />
          <Radios
            name={`/answers/goals/${at}/met`}
            label={`How far is goal ${at + 1} met?`}
            small
            inline
            options={[
              ...goalStates.map((value) => ({ value, label: metWords[value] })),
              { value: skip, label: 'Not asked' } as const,
            ]}
            value={goal.met}
            onChange={(met) => set(at, { ...goal, met })}
          />
          <Button type="button" variant="secondary" onClick={() => change({ goals: goals.toSpliced(at, 1) })}>
            Take out goal {at + 1}
          </Button>
        </div>
      ))}
      <Button
        type="button"
        variant="secondary"
        reason={goals.length < mostGoals ? undefined : `There is room for ${mostGoals} goals.`}
        onClick={() => change({ goals: [...goals, { goal: '', met: 'not_yet' }] })}
      >
        {goals.length === 0 ? 'Add a goal' : 'Add another goal'}
      </Button>
    </section>
  )
}

/** Toward exit only where she wants it; nobody is pressed. */
export function Exit({ typed, change, errorAt }: Props) {
  return (
    <Radios
      name="/answers/exit"
      label="Does she want to move on from selling sex?"
      labelSize="m"
      hint="Only if she brings it up, or it is safe to ask. Support does not hang on the answer."
      small
      options={[
        ...exitWishes.map((value) => ({
          value,
          label: wishWords[value],
          ...(value === 'wants_it' && { reveal: <Steps typed={typed} change={change} /> }),
        })),
        skipOption,
      ]}
      error={errorAt('/answers/exit')}
      value={typed.wish}
      onChange={(wish) => change({ wish })}
    />
  )
}

function Steps({ typed, change }: Omit<Props, 'errorAt'>) {
  return (
    <>
      <Radios
        name="/answers/exit/progress"
        label="Where is she on that way?"
        small
        options={[...exitProgress.map((value) => ({ value, label: progressWords[value] })), skipOption]}
        value={typed.progress}
        onChange={(progress) => change({ progress })}
      />
      <Textarea
        name="/answers/exit/steps"
        label="Steps that she has taken or wants next (optional)"
        rows={2}
        value={typed.steps}
        onChange={(steps) => change({ steps })}
      />
    </>
  )
}

const countLabels = {
  policeCallOuts: 'Police call-outs to her or about her',
  arrests: 'Times she was arrested',
  violence: 'Times somebody was violent to her',
} as const satisfies Record<CountName, string>

export function Counts({ typed: { counts }, change, errorAt, first }: Props & { first: boolean }) {
  const set = (name: CountName, part: Partial<TypedLook['counts'][CountName]>) =>
    change({ counts: { ...counts, [name]: { ...counts[name], ...part } } })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">{first ? 'In the last 3 months' : 'Since she was last asked'}</h2>
      <p className="govuk-body">0 means that there were none. Leave it empty to skip it.</p>
      {countNames.map((name) => (
        <div key={name} className="app-count">
          <TextInput
            name={`/answers/${name}`}
            label={countLabels[name]}
            inputMode="numeric"
            autoComplete="off"
            width={3}
            error={errorAt(`/answers/${name}`)}
            value={counts[name].number}
            onChange={(number) => set(name, { number, unknown: false })}
          />
          <Checkboxes
            name={`/answers/${name}/unknown`}
            label={
              <span className="govuk-visually-hidden">{countLabels[name]}, if the number is not known</span>
            }
            small
            options={[{ value: 'unknown', label: 'Not known' }]}
            value={counts[name].unknown ? ['unknown'] : []}
            onChange={(values) =>
              set(name, values.length > 0 ? { number: '', unknown: true } : { unknown: false })
            }
          />
        </div>
      ))}
    </section>
  )
}
