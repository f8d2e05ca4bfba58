import { type WantArea, wantAreaWords, wantWords } from '@alongside/shared/referrals/wants'
import type { Wants } from '@alongside/shared/referrals/wants-schema'
import { answered } from '../../consent/answered.ts'
import { optionsOf } from '../../ui/options.ts'
import { Radios } from '../../ui/radios.tsx'

interface Props {
  at: string
  wants: Wants
  onChange: (wants: Wants) => void
}

/** What she wants from services, area by area. Nothing chosen is nothing said: it is no «no». */
export function WantsFields({ at, wants, onChange }: Props) {
  return (
    <fieldset className="govuk-fieldset govuk-!-margin-bottom-6">
      <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
        What does she want from services? (optional)
      </legend>
      <p className="govuk-hint">
        What she asks for herself, beside what you ask. “Not now” is an answer, and she is asked again.
      </p>
      <div className="app-wants">
        {(Object.keys(wantAreaWords) as WantArea[]).map((area) => (
          <Radios
            key={area}
            name={`${at}/${area}`}
            label={wantAreaWords[area]}
            inline
            small
            options={optionsOf(wantWords)}
            value={wants[area]}
            onChange={(want) => onChange(answered(wants, area, want))}
          />
        ))}
      </div>
    </fieldset>
  )
}
