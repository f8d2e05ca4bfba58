import type { Section } from '@alongside/shared/referrals/schema'
import { useAgencyName, usePartnership } from '../session/partnership.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { valueWords } from './answer-rows.tsx'
import { useDraft } from './draft-context.tsx'
import { useFormContext } from './form-context.ts'

/** Fields that were changed in another tab or on another device as well: both stand here until one is chosen. Nothing is lost. */
export function ElsewhereNotice() {
  const { elsewhere } = useDraft().state
  return Object.keys(elsewhere).map((field) => <Changed key={field} field={field} />)
}

function Changed({ field }: { field: string }) {
  const { state, settle, labelOf } = useDraft()
  const { ruleSet } = usePartnership()
  const agencyName = useAgencyName()
  const { today } = useFormContext()
  const theirs = state.elsewhere[field]
  const section = field.split('/')[0] as Section
  const value = valueWords(section, field.split('/').at(-1) ?? '', theirs, {
    ruleSet,
    agencyName,
    day: today,
  })
  return (
    <Alert
      variant="warning"
      role="alert"
      heading
      title={`“${labelOf(field)}” was changed in another tab or on another device meanwhile`}
    >
      <p className="govuk-body">
        What you typed here is kept and not sent yet.{' '}
        {theirs === undefined ? 'There it was emptied.' : 'There it says:'}
      </p>
      {theirs !== undefined && <p className="govuk-body app-conflict__theirs">{value}</p>}
      <ButtonGroup>
        <Button type="button" onClick={() => settle(field, 'mine')}>
          Keep what I typed here
        </Button>
        <Button type="button" variant="secondary" onClick={() => settle(field, 'theirs')}>
          Take what it says there
        </Button>
      </ButtonGroup>
    </Alert>
  )
}
