import { usePartnership } from '../../session/partnership.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Checkboxes } from '../../ui/checkboxes.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { MeetingForecast } from '../meeting-forecast.tsx'
import { RunByWhom } from '../run-by-whom.tsx'
import { useSection } from './use-section.ts'

export function ForWhom() {
  const { answers, set, place, words, errorOf } = useSection('addressedTo')
  const { agencies, ruleSet } = usePartnership()
  return (
    <>
      <Checkbox
        {...place('meeting')}
        error={errorOf('/answers/addressedTo/meeting') ?? errorOf('/answers/addressedTo')}
        label="The partnership’s meeting"
        hint={`For adults selling sex in the area now who need more than one agency: ${ruleSet.eligibleForMeeting.when}.`}
        value={answers.meeting ?? false}
        onChange={(checked) => set('meeting', checked || undefined)}
      />
      <Checkboxes
        {...place('agencies')}
        label="Agencies’ services"
        hint="Each answers you within the time that the light sets. You can choose both the meeting and agencies."
        options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
        value={answers.agencies ?? []}
        onChange={(agencyIds) => set('agencies', agencyIds)}
        small
      />
      {answers.meeting && (
        <>
          <RunByWhom />
          <MeetingForecast />
          <Textarea
            {...words('exceptionalReason')}
            label="Can this not wait for the meeting that it makes? (optional)"
            hint="Only for extremely high risk: say what may happen before then. The coordinator decides whether an earlier meeting takes it."
            rows={3}
          />
        </>
      )}
    </>
  )
}
