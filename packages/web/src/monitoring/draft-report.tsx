import { draftReport } from '@alongside/shared/monitoring/reports-addresses'
import type { ReportSummary } from '@alongside/shared/monitoring/reports-contract'
import { useNavigate } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { missingIn } from '../sending/sending.ts'
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
  const navigate = useNavigate()
  const periodIn = ({ period }: { period: string }) => period || (next?.name ?? '')
  const correctsIn = (typed: { period: string }) =>
    editionsOf(periodIn(typed)).some(({ state }) => state === 'published')
  const { field, values, ...form } = useForm(draftReport, {
    ...useKeptTyping('report', 'What changed since a report, not sent yet', {
      period: '',
      roundTo: false,
      correctedFor: '',
    }),
    faultsIn: (typed) =>
      correctsIn(typed)
        ? missingIn(typed, { correctedFor: 'Say what changed since the edition before, and why' })
        : [],
    said: (typed) => ({
      body: {
        period: periodIn(typed),
        ...(typed.roundTo && { roundTo }),
        ...(correctsIn(typed) && { correctedFor: typed.correctedFor.replaceAll(/\s+/g, ' ') }),
      },
    }),
    onSuccess: ({ id }) => void navigate(paths.report(id)),
  })
  const period = periodIn(values)
  const corrects = correctsIn(values)
  return (
    <section className="app-section" aria-labelledby="draft-report">
      <h2 className="govuk-heading-m" id="draft-report">
        Draft a report
      </h2>
      {period === '' ? (
        <p className="govuk-body">The first quarter has not ended yet. Its report can be drafted then.</p>
      ) : (
        <Form form={form} className="app-narrow">
          <Select
            {...field('period')}
            label="Which period?"
            hint="Periods that have ended."
            options={periods.map((one) => ({ value: one.name, label: choiceWords(one) }))}
            value={period}
          />
          {corrects && (
            <Textarea
              {...field('correctedFor')}
              label="What changed since the edition before, and why?"
              hint="This period is published already. What is published never changes: this will be a new edition, and these words stand in it."
              rows={3}
            />
          )}
          <Checkbox
            {...field('roundTo')}
            label={`Round numbers to ${roundTo}`}
            hint="Totals are counted first, and rounded then."
          />
          <Button busy={form.busy}>Draft the report</Button>
        </Form>
      )}
    </section>
  )
}
