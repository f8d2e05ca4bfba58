import { printPlanCopy } from '@alongside/shared/plan/addresses'
import { inHerCopy } from '@alongside/shared/plan/her-copy'
import type { PlanLine } from '@alongside/shared/plan/schema'
import { download } from '../client/session.ts'
import { Refused } from '../sending/refused.tsx'
import { useDownload } from '../sending/use-download.ts'
import { Button } from '../ui/button.tsx'

/** PLN-1: her own copy, in words said to her: to read here and to print. */
export function HerCopy({ caseId, lines }: { caseId: string; lines: readonly PlanLine[] }) {
  const { fetchIt, making, said, problem, attempt } = useDownload<'copy'>()
  // The paper is of this file: of one that is joined to it, her copy is printed there.
  const mine = lines.filter((line) => line.caseId === caseId && inHerCopy(line))
  const print = () =>
    fetchIt('copy', () => download(printPlanCopy, { caseId }), { made: 'It is in your downloads.' })
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
          <Refused error={problem} attempt={attempt} />
          <Button type="button" variant="secondary" busy={making !== null} onClick={() => void print()}>
            Her copy as PDF
          </Button>
          <output className="govuk-body">{said}</output>
        </>
      )}
    </section>
  )
}
