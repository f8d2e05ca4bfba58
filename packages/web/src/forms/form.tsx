import type { FormEvent, ReactNode } from 'react'
import { Refused } from '../sending/refused.tsx'
import { Stopped } from '../ui/stopped.ts'
import { SummaryList, type SummaryRow } from '../ui/summary-list.tsx'
import { faultsInLines } from './faults-in-lines.ts'
import type { FormState } from './use-form.ts'

type Props = {
  form: FormState
  /** Before what was refused. */
  intro?: ReactNode
  /** What this form changes, as it stands now: shown beside what was typed when somebody else was quicker. */
  stands?: SummaryRow[]
  className?: string
  id?: string
  children: ReactNode
}

/** A form's frame: why it was refused, then its fields. */
export function Form({ form, intro, stands = [], className, id, children }: Props) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    form.submit(faultsInLines(event.currentTarget, form.under))
  }
  return (
    <form onSubmit={submit} noValidate className={className} id={id} data-unsent={form.unsent || undefined}>
      {intro}
      <Refused error={form.error} attempt={form.attempt} under={form.under} />
      {form.stale && stands.length > 0 && (
        <>
          <p className="govuk-body">As it stands now; what you typed is kept below:</p>
          <SummaryList rows={stands} />
        </>
      )}
      <Stopped value={form.stopped}>{children}</Stopped>
    </form>
  )
}
