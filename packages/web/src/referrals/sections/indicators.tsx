import type { Indicator, IndicatorAnswer, IndicatorAnswers } from '@alongside/shared/traffic-light/schema'
import { memo, useCallback, useState } from 'react'
import { usePartnership } from '../../session/partnership.ts'
import { Button } from '../../ui/button.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { useDraft } from '../draft-context.tsx'
import { LightPanel } from '../light-panel.tsx'
import { degrees } from './options.ts'
import { RaiseLight } from './raise-light.tsx'
import { useSection } from './use-section.ts'

const groups = [
  { level: 'red', title: 'Danger to life or freedom now' },
  { level: 'amber', title: 'Risk that is growing' },
  { level: 'green', title: 'Needs' },
] as const

export function Indicators() {
  const { answers, errorOf } = useSection('indicators')
  const { ruleSet } = usePartnership()
  const { latest, change } = useDraft()
  const answer = useCallback(
    (code: string, given: IndicatorAnswer) => change('indicators', { ...latest().indicators, [code]: given }),
    [latest, change],
  )
  return (
    <>
      <p className="govuk-body">
        Answer what you know. “Suspected” counts: say what it rests on, seen or told, by whom and when.
      </p>
      <LightPanel sticky />
      {groups.map(({ level, title }) => (
        <section key={level}>
          <h2 className="govuk-heading-m">{title}</h2>
          {ruleSet.indicators
            .filter((indicator) => indicator.level === level)
            .map((indicator) => (
              <Question
                key={indicator.code}
                indicator={indicator}
                given={answers[indicator.code]}
                error={errorOf(`/answers/indicators/${indicator.code}`)}
                restsOnError={errorOf(`/answers/indicators/${indicator.code}/restsOn`)}
                onAnswer={answer}
              />
            ))}
        </section>
      ))}
      <AnswerTheRest />
      <RaiseLight />
    </>
  )
}

interface QuestionProps {
  indicator: Indicator
  given: IndicatorAnswer | undefined
  error: string | undefined
  restsOnError: string | undefined
  onAnswer: (code: string, given: IndicatorAnswer) => void
}

// Two dozen of them stand on one page: typing in one must not draw the others again on a slow phone.
const Question = memo(function Question({ indicator, given, error, restsOnError, onAnswer }: QuestionProps) {
  const { code, label } = indicator
  const pointer = `/answers/indicators/${code}`
  const rests = given?.answer === 'yes' || given?.answer === 'suspected'
  return (
    <div className="app-question">
      <Radios
        name={pointer}
        label={label}
        error={error}
        inline
        small
        options={degrees}
        value={given?.answer}
        onChange={(answer) => onAnswer(code, { ...given, answer })}
      />
      {given && rests && (
        <Textarea
          name={`${pointer}/restsOn`}
          error={restsOnError}
          label={
            <>
              What it rests on<span className="govuk-visually-hidden">: {label}</span>
            </>
          }
          rows={2}
          value={given.restsOn ?? ''}
          onChange={(restsOn) =>
            onAnswer(code, restsOn === '' ? { answer: given.answer } : { ...given, restsOn })
          }
        />
      )}
    </div>
  )
})

/** Answers all that is left with "not known" in one step, and takes it back in one. */
function AnswerTheRest() {
  const { answers, change } = useDraft()
  const { ruleSet } = usePartnership()
  const [filled, setFilled] = useState<string[]>([])
  const given: IndicatorAnswers = answers.indicators ?? {}
  const open = ruleSet.indicators.filter(({ code }) => !given[code]).map(({ code }) => code)
  const undo = () => {
    const kept = Object.entries(given).filter(
      ([code, { answer }]) => !(filled.includes(code) && answer === 'not_known'),
    )
    change('indicators', Object.fromEntries(kept))
    setFilled([])
  }
  const fill = () => {
    change('indicators', {
      ...given,
      ...Object.fromEntries(open.map((code) => [code, { answer: 'not_known' as const }])),
    })
    setFilled(open)
  }
  if (open.length > 0)
    return (
      <Button type="button" variant="secondary" onClick={fill}>
        Answer the other {open.length} with “not known”
      </Button>
    )
  if (filled.length === 0) return null
  return (
    <p className="govuk-body">
      {filled.length} answered with “not known”.{' '}
      <button type="button" className="app-link-button" onClick={undo}>
        Undo
      </button>
    </p>
  )
}
