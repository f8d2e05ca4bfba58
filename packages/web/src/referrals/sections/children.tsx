import { isChildAtRisk } from '@alongside/shared/children/rules'
import { ChildrenOfForm } from '../../children/form-rows.tsx'
import { useIsOwnFrontDoor, WhomToTell } from '../../safeguarding/whom-to-tell.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { WarningText } from '../../ui/warning-text.tsx'
import { useFormContext } from '../form-context.ts'
import { degrees, yesNo } from './options.ts'
import { useSection } from './use-section.ts'

export function Children() {
  const { answers, set, words, choice, errorOf } = useSection('children')
  const { today } = useFormContext()
  const ownTeam = useIsOwnFrontDoor()('child')
  const { rows = [] } = answers
  const atRisk = isChildAtRisk(answers) || rows.some(isChildAtRisk)
  return (
    <>
      <Radios {...choice('hasChildren')} label="Does she have children?" inline options={yesNo} />
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
        <Textarea
          {...words('risk')}
          label="What puts the child at risk?"
          hint={rows.length > 0 ? 'Leave it blank where it stands with each child below.' : undefined}
          rows={4}
        />
      )}
      {(answers.hasChildren === 'yes' || atRisk || rows.length > 0) && (
        <>
          <h2 className="govuk-heading-m">The children, one by one</h2>
          <p className="govuk-body">
            Hers, and any other child at risk. What is not known yet can wait; children’s social care reads
            what stands here of those at risk.
          </p>
          <ChildrenOfForm
            at="/answers/children/rows"
            rows={rows}
            onChange={(children) => set('rows', children)}
            errorAt={errorOf}
            today={today}
          />
        </>
      )}
      {(answers.hasChildren === 'yes' || answers.about !== undefined) && (
        <Textarea
          {...words('about')}
          label="What should be known about them? (optional)"
          hint="What concerns them all, and stands nowhere above."
          rows={3}
        />
      )}
    </>
  )
}
