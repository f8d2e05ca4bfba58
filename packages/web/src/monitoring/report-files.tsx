import { readReportCsv, readReportPdf } from '@alongside/shared/monitoring/reports-addresses'
import { useState } from 'react'
import { download } from '../client/session.ts'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'

/** MON-3: as CSV, as PDF, on paper. What is under way is said in words. */
export function ReportFiles({ reportId }: { reportId: string }) {
  const [problem, setProblem] = useState<Error | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [making, setMaking] = useState(false)
  const [said, setSaid] = useState('')
  const fetchAs = async (kind: 'CSV' | 'PDF') => {
    setProblem(null)
    setMaking(true)
    setSaid(`Making the ${kind}.`)
    try {
      await download(kind === 'CSV' ? readReportCsv : readReportPdf, { reportId })
      setSaid(`The ${kind} is in your downloads.`)
    } catch (error) {
      setSaid('')
      setProblem(error as Error)
      setAttempt((before) => before + 1)
    } finally {
      setMaking(false)
    }
  }
  return (
    <>
      <Refused error={problem} attempt={attempt} />
      <ButtonGroup>
        {(['CSV', 'PDF'] as const).map((kind) => (
          <Button
            key={kind}
            type="button"
            variant="secondary"
            busy={making}
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
