import { printPlanCopy } from '@alongside/shared/plan/addresses'
import { inHerCopy } from '@alongside/shared/plan/her-copy'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { useState } from 'react'
import { download } from '../client/session.ts'
import { Refused } from '../sending/refused.tsx'
import { Button } from '../ui/button.tsx'

/** PLN-1: her own copy, in words said to her: to read here and to print. */
export function HerCopy({ caseId, lines }: { caseId: string; lines: readonly PlanLine[] }) {
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState<{ error: Error; attempt: number } | null>(null)
  const mine = lines.filter(inHerCopy)
  const print = async () => {
    setProblem(null)
    setSaid('')
    setBusy(true)
    try {
      await download(printPlanCopy, { caseId })
      setSaid('It is in your downloads.')
    } catch (error) {
      setProblem((before) => ({ error: error as Error, attempt: (before?.attempt ?? 0) + 1 }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Her own copy</h2>
      {mine.length === 0 ? (
        <p className="govuk-body">
          No line has words for her copy yet. Who changes a line can write how her copy says it.
        </p>
      ) : (
        <>
          <p className="govuk-body">
            What is written for her, who does it and by when. It says neither why it is nor who brings the
            services together. Ask her first whether a paper is safe to have.
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {mine.map(({ id, forHer }) => (
              <li key={id} className="app-as-typed">
                {forHer}
              </li>
            ))}
          </ul>
          {problem && <Refused error={problem.error} attempt={problem.attempt} />}
          <Button type="button" variant="secondary" busy={busy} onClick={() => void print()}>
            Her copy as PDF
          </Button>
          <output className="govuk-body">{said}</output>
        </>
      )}
    </section>
  )
}
