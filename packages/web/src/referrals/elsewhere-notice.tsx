import type { ReferralAnswers, Section } from '@alongside/shared/referrals/schema'
import { useAgencyName, usePartnership } from '../session/partnership.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { answerRows } from './answer-rows.tsx'
import { useDraft } from './draft-context.tsx'
import { formSections } from './sections.ts'

/** Sections that were changed on another device as well: both stand here until one is chosen. Nothing is lost. */
export function ElsewhereNotice() {
  const { elsewhere } = useDraft()
  return (Object.keys(elsewhere) as Section[]).map((section) => <Changed key={section} section={section} />)
}

function Changed({ section }: { section: Section }) {
  const { elsewhere, settle } = useDraft()
  const { ruleSet } = usePartnership()
  const agencyName = useAgencyName()
  const title = formSections.find(({ key }) => key === section)?.title ?? 'The raised light'
  const rows = answerRows(section, elsewhere as ReferralAnswers, { ruleSet, agencyName })
  return (
    <Alert
      variant="warning"
      role="alert"
      heading
      title={`“${title}” was changed on another device meanwhile`}
    >
      <p className="govuk-body">What you typed here is kept and not sent yet. There it says:</p>
      {rows.length > 0 ? <SummaryList rows={rows} /> : <p className="govuk-body">Nothing: it was emptied.</p>}
      <ButtonGroup>
        <Button type="button" onClick={() => settle(section, 'mine')}>
          Keep what I typed here
        </Button>
        <Button type="button" variant="secondary" onClick={() => settle(section, 'theirs')}>
          Take what it says there
        </Button>
      </ButtonGroup>
    </Alert>
  )
}
