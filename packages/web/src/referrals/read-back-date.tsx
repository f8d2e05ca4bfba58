import { readBack } from '@alongside/shared/referrals/unfinished-dates'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { useDraft } from './draft-context.tsx'
import { useFormContext } from './form-context.ts'

/** What may be meant by a date of birth that is none yet, to be said yes to; or that no more of it is known. */
export function ReadBackDate() {
  const { answers, tidy, change } = useDraft()
  const { today } = useFormContext()
  const typed = tidy.unfinishedDates?.dateOfBirth
  if (!typed) return null
  const [year = '', month = '', day = ''] = typed.split('-')
  const { readings } = readBack(typed, today, true)
  const known = [day && `day ${day}`, month && `month ${month}`, year && `year ${year}`].filter(Boolean)
  const noMoreIsKnown = () => {
    const { dateOfBirth: _, ageBeliefRestsOn: before, ...person } = answers.person ?? {}
    const ageBeliefRestsOn = [before, `Of her date of birth is known: ${known.join(', ')}.`]
      .filter(Boolean)
      .join('\n')
    const belief = /^\d{4}$/.test(year) && {
      ageBelief:
        Number(today.slice(0, 4)) - Number(year) > 18
          ? ('believed_adult' as const)
          : ('may_be_under_18' as const),
    }
    change('person', { ...person, ageBeliefRestsOn, ...belief })
  }
  return (
    <div className="govuk-!-margin-top-3">
      <ButtonGroup>
        {readings.map((date) => (
          <Button
            key={date}
            type="button"
            variant="secondary"
            onClick={() => change('person', { ...answers.person, dateOfBirth: date })}
          >
            Yes, {dateWords(date)}
          </Button>
        ))}
        {known.length < 3 && (
          <Button type="button" variant="secondary" onClick={noMoreIsKnown}>
            No more is known
          </Button>
        )}
      </ButtonGroup>
    </div>
  )
}
