import { bornInWords } from '@alongside/shared/age/words'
import { readBack } from '@alongside/shared/referrals/unfinished-dates'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { useDraft } from './draft-context.tsx'
import { useFormContext } from './form-context.ts'

/** What may be meant by a date of birth that is none yet, to be said yes to. */
export function ReadBackDate() {
  const { answers, tidy, change } = useDraft()
  const { today } = useFormContext()
  const typed = tidy.unfinishedDates?.dateOfBirth
  if (!typed) return null
  const { readings } = readBack(typed, today, true)
  if (readings.length === 0) return null
  const age = answers.person?.age
  return (
    <div className="govuk-!-margin-top-3">
      <ButtonGroup>
        {readings.map((date) => (
          <Button
            key={date}
            type="button"
            variant="secondary"
            onClick={() => change('person', { ...answers.person, age: { ...age, born: date } })}
          >
            Yes, {bornInWords(date)}
          </Button>
        ))}
      </ButtonGroup>
    </div>
  )
}
