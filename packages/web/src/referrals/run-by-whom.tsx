import { restsOnHerSay } from '@alongside/shared/consent/lawful-rules'
import { answered } from '../consent/answered.ts'
import { useAgencyName, usePartnership } from '../session/partnership.ts'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { useDraft } from './draft-context.tsx'

/**
 * Said before anything is asked of her: who runs the meeting reads what goes to it (ACC-8). Whoever does not want that is
 * offered agencies’ services alone; nothing of what was written is lost by it.
 */
export function RunByWhom() {
  const { answers, change } = useDraft()
  const { coordinatingAgencyId } = usePartnership()
  const agencyName = useAgencyName()
  const { addressedTo = {}, consent } = answers
  if (!addressedTo.meeting || !coordinatingAgencyId) return null
  const runs = agencyName(coordinatingAgencyId)
  const refused =
    restsOnHerSay(consent?.basis) && consent?.given?.refusedAgencies?.includes(coordinatingAgencyId)
  return (
    <InsetText>
      <p className="govuk-body">
        {runs} runs the meeting and reads what is referred to it, so the record of sharing names {runs}. If
        she does not want {runs} to see this, it can go to agencies’ services alone.
      </p>
      {refused && (
        <>
          <p className="govuk-body">She said no to {runs}.</p>
          <Button
            type="button"
            variant="secondary"
            onClick={() => change('addressedTo', answered(addressedTo, 'meeting', undefined))}
          >
            Send this to agencies’ services alone
          </Button>
        </>
      )}
    </InsetText>
  )
}
