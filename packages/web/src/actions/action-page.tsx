import { readAction, startAction } from '@alongside/shared/actions/addresses'
import type { ActionDetail } from '@alongside/shared/actions/contract'
import {
  isRunning,
  whyNotAccept,
  whyNotCloseUndone,
  whyNotComplete,
  whyNotReport,
  whyNotStart,
} from '@alongside/shared/actions/rules'
import { Link, useParams } from '@tanstack/react-router'
import { HistoryTimeline } from '../cases/case-timeline.tsx'
import { useRead } from '../client/hooks.ts'
import { FlagsMissing } from '../flags/case-flags.tsx'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { WhileHeld } from '../sending/while-held.tsx'
import { useAsking, useCan } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Accept } from './accept.tsx'
import { ActionStateTag } from './action-state.tsx'
import { ReportDone } from './report-done.tsx'
import { ReportUndone } from './report-undone.tsx'

export default function ActionPage() {
  const { actionId } = useParams({ from: '/signed-in/actions/$actionId' })
  const action = useRead(readAction, { params: { actionId } })
  return (
    <AwaitedPage read={action} title="Action" label="Loading the action">
      {(loaded) => (
        <WhileHeld held={loaded.rests}>
          <BackLink>
            <Link {...paths.actions}>Actions</Link>
          </BackLink>
          <Page title={`Action ${loaded.reference}`} heading={loaded.what} caption={loaded.reference}>
            <Particulars action={loaded} />
            <FlagsMissing caseId={loaded.caseId} />
            <Report action={loaded} />
            {loaded.history.length > 0 && (
              <>
                <h2 className="govuk-heading-m">How it went</h2>
                <HistoryTimeline entries={loaded.history} headingLevel={3} />
              </>
            )}
          </Page>
        </WhileHeld>
      )}
    </AwaitedPage>
  )
}

function Particulars({ action }: { action: ActionDetail }) {
  const owner = action.ownerName ? `${action.ownerName}, ${action.ownerAgencyName}` : action.ownerAgencyName
  return (
    <SummaryList
      rows={[
        { key: 'State', value: <ActionStateTag state={action.state} /> },
        { key: 'Why', value: action.why },
        { key: 'Agency', value: owner },
        {
          key: 'Due',
          value: isRunning(action.state) ? (
            <>
              {action.priority === 'urgent' && <strong>Urgent. </strong>}
              <Due at={action.dueAt} />
            </>
          ) : (
            action.closedAt && (
              <>
                Closed <Moment at={action.closedAt} />
              </>
            )
          ),
        },
        ...(action.outcome
          ? [{ key: 'What happened', value: <span className="app-as-typed">{action.outcome}</span> }]
          : []),
        {
          key: 'Case',
          value: (
            <span className="app-case-cell">
              {action.light && <Light light={action.light} />}
              <Link {...paths.case(action.caseId)} className="govuk-link">
                {action.caseReference}
              </Link>
              <span>{action.name}</span>
            </span>
          ),
        },
        ...(action.planLineId
          ? [
              {
                key: 'Step of',
                value: (
                  <Link {...paths.caseSection(action.caseId, 'plan')} className="govuk-link">
                    Her plan
                  </Link>
                ),
              },
            ]
          : []),
        ...(action.agendaItemId
          ? [
              {
                key: 'Agreed in',
                value: (
                  <Link {...paths.agendaItem(action.agendaItemId)} className="govuk-link">
                    The meeting of <Moment at={action.createdAt} />
                  </Link>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

/** ACT-1: what the owner tells the partnership; a reminder's link leads here, so every answer is at hand at once. */
function Report({ action }: { action: ActionDetail }) {
  const mayReport = useCan('actions:report')
  const asking = useAsking()
  const starting = useSending(startAction)
  if (!isRunning(action.state)) return <InsetText>This action is closed.</InsetText>
  if (!mayReport || whyNotReport(action, asking))
    return (
      <InsetText>{action.ownerAgencyName} tells how it goes, or the coordinator on its behalf.</InsetText>
    )
  return (
    <>
      <h2 className="govuk-heading-m">Tell how it goes</h2>
      <Refused error={starting.error} attempt={starting.attempt} />
      {whyNotAccept(action, asking) === null && <Accept action={action} />}
      {whyNotStart(action, asking) === null && (
        <Button
          type="button"
          variant="secondary"
          busy={starting.busy}
          reason={starting.stopped}
          onClick={() =>
            starting.send({ params: { actionId: action.id }, version: action.version, body: {} })
          }
        >
          We have started
        </Button>
      )}
      {whyNotComplete(action, asking) === null && <ReportDone action={action} />}
      {whyNotCloseUndone(action, asking) === null && <ReportUndone action={action} />}
    </>
  )
}
