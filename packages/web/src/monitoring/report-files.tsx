import { readReportCsv, readReportPdf } from '@alongside/shared/monitoring/reports-addresses'
import { download } from '../client/session.ts'
import { Refused } from '../sending/refused.tsx'
import { useDownload } from '../sending/use-download.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'

/** MON-3: as CSV, as PDF, on paper. What is under way is said in words. */
export function ReportFiles({ reportId }: { reportId: string }) {
  const { fetchIt, making, said, problem, attempt } = useDownload<'CSV' | 'PDF'>()
  const fetchAs = (kind: 'CSV' | 'PDF') =>
    fetchIt(kind, () => download(kind === 'CSV' ? readReportCsv : readReportPdf, { reportId }), {
      making: `Making the ${kind}.`,
      made: `The ${kind} is in your downloads.`,
    })
  return (
    <>
      <Refused error={problem} attempt={attempt} />
      <ButtonGroup>
        {(['CSV', 'PDF'] as const).map((kind) => (
          <Button
            key={kind}
            type="button"
            variant="secondary"
            busy={making !== null}
            onClick={() => void fetchAs(kind)}
            aria-label={`Download as ${kind}`}
          >
            {kind}
          </Button>
        ))}
        <Button type="button" variant="secondary" onClick={() => window.print()}>
          Print
        </Button>
      </ButtonGroup>
      <output className="govuk-body app-screen-only">{said}</output>
    </>
  )
}
