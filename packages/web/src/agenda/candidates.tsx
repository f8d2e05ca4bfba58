import { listAgendaCandidates, listCarriedCase } from '@alongside/shared/agenda/addresses'
import { whyNotListCarried } from '@alongside/shared/agenda/rules'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { reasonOf } from '../sending/reason.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Light } from '../ui/light.tsx'

/** MTG-3, REF-3: cases that nobody has referred anew and whose actions still run; and those to be listed again after a hold. */
export function AgendaCandidates({ meetingId }: { meetingId: string }) {
  const params = { meetingId }
  const candidates = useRead(listAgendaCandidates, { params })
  const listing = useSending(listCarriedCase)
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Actions to look at</h2>
      <Refused error={listing.error} attempt={listing.attempt} />
      <Awaited read={candidates} label="Loading the cases whose actions run">
        {({ items }) =>
          items.length === 0 ? (
            <p className="govuk-body">Every case whose actions still run stands on this agenda.</p>
          ) : (
            <ul className="govuk-list app-work-list">
              {items.map(
                ({
                  caseId,
                  caseReference,
                  light,
                  runningActions,
                  lateActions,
                  basisInForce,
                  toListAgain,
                }) => (
                  <li key={caseId} className="app-work-list__item">
                    <span className="app-work-list__what">
                      <Link {...paths.caseSection(caseId, 'actions')} className="govuk-link">
                        {caseReference}
                      </Link>{' '}
                      {toListAgain
                        ? 'To be listed again: a hold was lifted'
                        : runningActions === 1
                          ? '1 action runs'
                          : `${runningActions} actions run`}
                      {lateActions > 0 && `, ${lateActions} late`}
                    </span>
                    <Light light={light} />
                    <Button
                      type="button"
                      variant="secondary"
                      busy={listing.busy}
                      reason={reasonOf(whyNotListCarried({ listed: false, basisInForce }))}
                      onClick={() => listing.send({ params, body: { caseId } })}
                    >
                      Put on the agenda<span className="govuk-visually-hidden">: {caseReference}</span>
                    </Button>
                  </li>
                ),
              )}
            </ul>
          )
        }
      </Awaited>
    </section>
  )
}
