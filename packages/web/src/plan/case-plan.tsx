import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import { proposePlanLine, readPlan } from '@alongside/shared/plan/addresses'
import {
  isOpen,
  isStanding,
  whyNotAddStep,
  whyNotAgree,
  whyNotAmend,
  whyNotLookAt,
} from '@alongside/shared/plan/rules'
import type { Plan, PlanLine } from '@alongside/shared/plan/schema'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useAgencyName } from '../session/partnership.ts'
import { useAsking, useCan, useSession } from '../session/session.tsx'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { Details } from '../ui/details.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { AddStep } from './add-step.tsx'
import { Amendments } from './amendments.tsx'
import { emptyLine, hersSaid, LineFields, lineDateFaults, lineSaid } from './fields.tsx'
import { HerCopy } from './her-copy.tsx'
import { LimitLine, mayLimit } from './limit-line.tsx'
import { Line } from './line.tsx'
import { AgreeLine, ChangeLine, EndLine, shortOf } from './line-tools.tsx'
import { LookAtLine } from './look-at-line.tsx'
import { Parts } from './parts.tsx'

/** PLN-1: the whole plan of a case, how it came to be, and what my agency proposes. */
export default function CasePlan({ file }: { file: Case }) {
  const plan = useRead(readPlan, { params: { caseId: file.id } })
  return (
    <Awaited read={plan} label="Loading the plan" lines={8}>
      {(loaded) => <Whole plan={loaded} file={file} />}
    </Awaited>
  )
}

function Whole({ plan, file }: { plan: Plan; file: Case }) {
  const mayWrite = useCan('cases:record') && whyNotRecordOn(file.myBases) === null
  const [said, setSaid] = useState('')
  const tell = (line: Pick<PlanLine, 'words'>) => (what: string) => setSaid(`${what}: ${shortOf(line)}`)
  const mayLead = agenciesOf(file)
  const open = plan.lines.filter(isOpen)
  const ended = plan.lines.filter((line) => !isOpen(line))
  return (
    <>
      <output className="govuk-body app-said">{said}</output>
      {plan.withheld && (
        <InsetText>
          No basis for sharing is in force. Until there is one, only what your own agency proposed is shown
          here.
        </InsetText>
      )}
      {plan.reviewBy && (
        <p className="govuk-body">
          The plan is looked at again by <strong>{dateWords(plan.reviewBy)}</strong>.
        </p>
      )}
      {open.length === 0 && !plan.withheld && (
        <EmptyState title="Nothing stands in her plan yet">
          The meeting agrees it, line by line. What would help her can be proposed here before.
        </EmptyState>
      )}
      <Parts lines={open} headingLevel={2}>
        {(line) => (
          <Line key={line.id} line={line} light={file.light}>
            {mayWrite && <Tools {...{ line, mayLead }} lines={open} light={file.light} onDone={tell(line)} />}
          </Line>
        )}
      </Parts>
      {!plan.withheld && open.length > 0 && <HerCopy caseId={file.id} lines={open} />}
      {mayWrite && <Propose file={file} mayLead={mayLead} onProposed={tell} />}
      {ended.length > 0 && (
        <Details summary={`What has ended (${ended.length})`}>
          <Parts lines={ended} headingLevel={3}>
            {(line) => <Line key={line.id} line={line} />}
          </Parts>
        </Details>
      )}
      {plan.amendments.length > 0 && <Amendments amendments={plan.amendments} />}
    </>
  )
}

const agenciesOf = ({ grants }: Case) => [
  ...new Set(grants.flatMap(({ agencyId, inForce }) => (agencyId && inForce ? [agencyId] : []))),
]

type ToolsProps = {
  line: PlanLine
  lines: readonly PlanLine[]
  mayLead: readonly string[]
  light: Light | null
  onDone: (what: string) => void
}

/** What this reader may do with a line between meetings, by the rules that the API asks. */
function Tools({ line, lines, mayLead, light, onDone }: ToolsProps) {
  const asking = { ...useAsking(), inRoom: false }
  const amends = whyNotAmend(line, asking) === null
  const asksWhy = isStanding(line)
  const others = lines.filter((one) => one.id !== line.id && one.caseId === line.caseId)
  const looks = whyNotLookAt(line, asking, light) === null
  const limits = mayLimit(line, asking)
  const steps = whyNotAddStep(line, asking, asking.agencyId) === null
  if (!amends && !looks && !limits && !steps) return null
  return (
    <div className="app-plan__tools">
      {whyNotAgree(line, asking, light) === null && <AgreeLine line={line} onDone={onDone} />}
      {steps && <AddStep {...{ line, mayLead, onDone }} />}
      {looks && <LookAtLine line={line} onDone={onDone} />}
      {amends && (
        <>
          <ChangeLine key={line.version} {...{ line, mayLead, onDone, asksWhy }} />
          <EndLine {...{ line, others, onDone, asksWhy }} />
        </>
      )}
      {limits && <LimitLine key={`limit ${line.version}`} {...{ line, onDone }} maySee={mayLead} />}
    </div>
  )
}

function Propose({
  file,
  mayLead,
  onProposed,
}: {
  file: Case
  mayLead: readonly string[]
  onProposed: (line: PlanLine) => (what: string) => void
}) {
  const nameOf = useAgencyName()
  const mine = useSession().acting?.agencyId ?? ''
  const form = useForm(proposePlanLine, {
    start: emptyLine,
    state: useKept(`plan of case ${file.id}`, 'A line of a plan, not proposed yet', emptyLine),
    under: '/propose',
    needed: { part: 'Choose what it is about', words: 'Say what the plan should say' },
    faultsIn: lineDateFaults,
    said: ({ part, limitedTo, stepWhat: _, stepDueOn: __, ...typed }) => ({
      params: { caseId: file.id },
      body: {
        part,
        ...lineSaid(typed),
        ...hersSaid(typed),
        ...(limitedTo.length > 0 && { limitedTo: [...new Set([mine, ...limitedTo])] }),
      },
    }),
    onSuccess: (line) => onProposed(line)('Proposed'),
  })
  const others = mayLead.filter((id) => id !== mine)
  return (
    <section className="app-section app-narrow">
      <h2 className="govuk-heading-m">Propose a line</h2>
      <p className="govuk-body">The meeting agrees it, or the coordinator with the agency that leads it.</p>
      <Form form={form}>
        <LineFields field={form.field} values={form.values} mayLead={mayLead} />
        {others.length > 0 && (
          <Details summary="Only some agencies may see it">
            <Checkboxes
              {...form.field('limitedTo')}
              label="Which agencies see it, beside yours?"
              hint="None ticked: all who see the case. Otherwise nobody else learns that it is there, the meeting neither: the agency that leads it agrees it."
              options={others.map((id) => ({ value: id, label: nameOf(id) }))}
            />
          </Details>
        )}
        <Button variant="secondary" busy={form.busy}>
          Propose it
        </Button>
      </Form>
    </section>
  )
}
