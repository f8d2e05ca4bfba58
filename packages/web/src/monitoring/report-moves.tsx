import { whyNotCheckReport, whyNotPublishReport } from '@alongside/shared/monitoring/report-rules'
import { checkReport, discardReport, publishReport } from '@alongside/shared/monitoring/reports-addresses'
import type { Report } from '@alongside/shared/monitoring/reports-contract'
import { useNavigate } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'

/** MON-1: checked by somebody's eyes, then published; until then it can be thrown away (the page asks whether). */
export function ReportMoves({ report }: { report: Report }) {
  const navigate = useNavigate()
  const checking = useSending(checkReport)
  const publishing = useSending(publishReport)
  const discarding = useSending(discardReport, { onSuccess: () => void navigate(paths.reports) })
  const toCheck = whyNotCheckReport(report.state) === null
  const toPublish = whyNotPublishReport(report.state) === null
  const params = { reportId: report.id }
  const said = { params, version: report.version, body: {} }
  return (
    <section className="app-section app-screen-only" aria-labelledby="report-moves">
      <h2 className="govuk-heading-m" id="report-moves">
        {toCheck ? 'Check it' : 'Publish it'}
      </h2>
      {[checking, publishing, discarding].map(({ error, attempt }, at) => (
        <Refused key={at} error={error} attempt={attempt} />
      ))}
      {toCheck && (
        <>
          <p className="govuk-body">
            Checking means that you have read the report from beginning to end, and say by it that:
          </p>
          <ul className="govuk-list govuk-list--bullet">
            <li>the numbers are what you would expect of this period, held against the true ones;</li>
            <li>
              no small number stands in it, and none can be worked out with what is known locally: numbers are
              withheld by rule, but only you know who would recognise whom;
            </li>
            <li>the words beside each table say what it counts.</li>
          </ul>
          <Button type="button" busy={checking.busy} onClick={() => checking.send(said)}>
            I have checked it
          </Button>
        </>
      )}
      {toPublish && (
        <>
          <p className="govuk-body">
            From now on it never changes, and members and the steering group read it. A correction is a new
            edition that says what changed.
          </p>
          <Button type="button" busy={publishing.busy} onClick={() => publishing.send(said)}>
            Publish the report
          </Button>
        </>
      )}
      <Details summary="Throw it away">
        <p className="govuk-body">Nobody else has seen it. It can be drafted again.</p>
        <Button
          type="button"
          variant="warning"
          busy={discarding.busy}
          onClick={() => discarding.send({ params, body: {} })}
        >
          Throw the {toCheck ? 'draft' : 'report'} away
        </Button>
      </Details>
    </section>
  )
}
