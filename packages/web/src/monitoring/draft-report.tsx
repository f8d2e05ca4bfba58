import { draftReport, type ReportSummary } from '@alongside/shared/monitoring/reports-contract'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Select } from '../ui/select.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { choiceWords, usePeriods } from './use-period.ts'

const roundTo = 5

/** MON-1: draws the figures of a period that has ended; of one that is published, as a correction. */
export function DraftReport({ reports }: { reports: readonly ReportSummary[] }) {
  const periods = usePeriods({ ended: true })
  const editionsOf = (name: string) => reports.filter(({ period }) => period === name)
  const next = periods.findLast(({ name }) => editionsOf(name).length === 0) ?? periods[0]
  const [chosen, setChosen] = useState<string>()
  const [rounded, setRounded] = useState(false)
  const [correctedFor, setCorrectedFor] = useState('')
  const navigate = useNavigate()
  const period = chosen ?? next?.name
  const corrects = editionsOf(period ?? '').some(({ state }) => state === 'published')
  const sending = useSending(draftReport, {
    onSuccess: ({ id }) => void navigate(paths.report(id)),
    faultsIn: ({ body }) =>
      corrects ? missingIn(body, { correctedFor: 'Say what changed since the edition before, and why' }) : [],
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (period === undefined) return
    const why = correctedFor.trim().replaceAll(/\s+/g, ' ')
    sending.send({
      body: { period, ...(rounded && { roundTo }), ...(corrects && { correctedFor: why }) },
    })
  }
  return (
    <section className="app-section" aria-labelledby="draft-report">
      <h2 className="govuk-heading-m" id="draft-report">
        Draft a report
      </h2>
      {period === undefined ? (
        <p className="govuk-body">The first quarter has not ended yet. Its report can be drafted then.</p>
      ) : (
        <form onSubmit={submit} noValidate className="app-narrow">
          <Refused error={sending.error} attempt={sending.attempt} />
          <Select
            name="/period"
            label="Which period?"
            hint="Periods that have ended."
            error={sending.errorAt('/period')}
            options={periods.map((one) => ({ value: one.name, label: choiceWords(one) }))}
            value={period}
            onChange={setChosen}
          />
          {corrects && (
            <Textarea
              name="/correctedFor"
              label="What changed since the edition before, and why?"
              hint="This period is published already. What is published never changes: this will be a new edition, and these words stand in it."
              rows={3}
              error={sending.errorAt('/correctedFor')}
              value={correctedFor}
              onChange={setCorrectedFor}
            />
          )}
          <Checkbox
            name="/roundTo"
            label={`Round numbers to ${roundTo}`}
            hint="Totals are counted first, and rounded then."
            value={rounded}
            onChange={setRounded}
          />
          <Button busy={sending.busy}>Draft the report</Button>
        </form>
      )}
    </section>
  )
}
