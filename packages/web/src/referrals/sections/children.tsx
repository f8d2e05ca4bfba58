import { useIsOwnFrontDoor, WhomToTell } from '../../safeguarding/whom-to-tell.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { WarningText } from '../../ui/warning-text.tsx'
import { degrees, yesNo } from './options.ts'
import { useSection } from './use-section.ts'

export function Children() {
  const { answers, words, choice } = useSection('children')
  const ownTeam = useIsOwnFrontDoor()('child')
  const atRisk = answers.atRisk === 'yes' || answers.atRisk === 'suspected'
  return (
    <>
      <Radios {...choice('hasChildren')} label="Does she have children?" inline options={yesNo} />
      {answers.hasChildren === 'yes' && (
        <Textarea
          {...words('about')}
          label="What should be known about them? (optional)"
          hint="Ages, where they live, who looks after them."
          rows={3}
        />
      )}
      <Radios
        {...choice('atRisk')}
        label="Is a child at risk?"
        hint="Any child, hers or not."
        options={degrees}
      />
      {atRisk && (
        <>
          {!ownTeam && (
            <WarningText>
              Tell children’s social care now. Do not wait for this form or for a meeting.
            </WarningText>
          )}
          <WhomToTell kind="child" />
        </>
      )}
      {(atRisk || answers.risk !== undefined) && (
        <Textarea {...words('risk')} label="What puts the child at risk?" rows={4} />
      )}
    </>
  )
}
