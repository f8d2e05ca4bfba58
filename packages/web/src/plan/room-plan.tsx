import { addPlanLine } from '@alongside/shared/plan/addresses'
import { isOpen, redRiskFaults, redRiskLacks, whyNotAgree } from '@alongside/shared/plan/rules'
import type { PlanLine } from '@alongside/shared/plan/schema'
import type { AgendaItem } from '@alongside/shared/room/schema'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { useRef, useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Button } from '../ui/button.tsx'
import { emptyLine, hersSaid, LineFields, lineDateFaults, lineSaid, type Typed } from './fields.tsx'
import { Line } from './line.tsx'
import { AgreeLine, ChangeLine, EndLine, shortOf } from './line-tools.tsx'
import { Parts } from './parts.tsx'

type Props = { item: AgendaItem; writable: boolean }

/** PLN-1: the plan as it stands, amended in the room and never written anew. */
export function RoomPlan({ item, writable }: Props) {
  const { plan } = item
  const [said, setSaid] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  const tell = (line: Pick<PlanLine, 'words'>) => (what: string) => {
    setSaid(`${what}: ${shortOf(line)}`)
    heading.current?.focus()
  }
  const asking = { role: null, agencyId: null, inRoom: true }
  const others = (line: PlanLine) =>
    plan.filter((one) => one.id !== line.id && one.caseId === line.caseId && isOpen(one))
  return (
    <section className="app-section" id="part-plan">
      <h2 className="govuk-heading-m" ref={heading} tabIndex={-1}>
        The plan
      </h2>
      <output className="govuk-body app-said">{said}</output>
      {plan.length === 0 && <p className="govuk-body">Nothing stands in her plan yet.</p>}
      <Parts lines={plan} headingLevel={3}>
        {(line) => (
          <Line
            key={line.id}
            light={item.light}
            line={line}
            here={line.agendaItemId === item.id && line.source !== 'record'}
          >
            {writable && isOpen(line) && line.caseId === item.caseId && (
              <div className="app-plan__tools">
                {whyNotAgree(line, asking, item.light) === null && (
                  <AgreeLine line={line} agendaItemId={item.id} onDone={tell(line)} />
                )}
                <ChangeLine
                  key={line.version}
                  line={line}
                  agendaItemId={item.id}
                  mayLead={item.mayAct}
                  onDone={tell(line)}
                  asksWhy={false}
                />
                <EndLine
                  line={line}
                  agendaItemId={item.id}
                  others={others(line)}
                  onDone={tell(line)}
                  asksWhy={false}
                />
              </div>
            )}
          </Line>
        )}
      </Parts>
      {writable && <AddLine item={item} onAdded={tell} />}
    </section>
  )
}

type Owned = Pick<Typed, 'part' | 'leadAgencyId'>

const asLine = ({ part, leadAgencyId }: Owned) => ({
  ...{ part: part || ('need' as const), leadAgencyId: leadAgencyId || null, limitedTo: [], steps: [] },
})

/** What keeps her safe while her light is red: it is added with who leads it, and its first step. */
const asksFirstStep = (typed: Owned, light: Light | null) =>
  redRiskLacks(asLine(typed), light).includes('step')

const noDate = {
  pointer: '/firstStep/dueOn',
  code: 'missing',
  detail: 'Give the date by which it is done',
}

function AddLine({
  item: { id: itemId, mayAct, light },
  onAdded,
}: {
  item: AgendaItem
  onAdded: (line: PlanLine) => (what: string) => void
}) {
  const form = useForm(addPlanLine, {
    start: emptyLine,
    state: useKept(`plan of item ${itemId}`, 'A line of a plan in the room, not added yet', emptyLine),
    under: '/plan',
    needed: { part: 'Choose what it is about', words: 'Say what the plan says' },
    faultsIn: (typed) => [
      ...lineDateFaults(typed),
      ...redRiskFaults({ ...asLine(typed), firstStep: typed.stepWhat }, light),
      ...(asksFirstStep(typed, light) && !typed.stepDueOn ? [noDate] : []),
    ],
    said: ({ stepWhat, stepDueOn, ...typed }) => ({
      params: { itemId },
      body: {
        part: typed.part,
        ...lineSaid(typed),
        ...hersSaid(typed),
        ...(asksFirstStep(typed, light) && { firstStep: { what: stepWhat, dueOn: stepDueOn } }),
      },
    }),
    onSuccess: (line) => onAdded(line)('Added'),
  })
  return (
    <>
      <h3 className="govuk-heading-s">Add to the plan</h3>
      <Form form={form}>
        <LineFields
          field={form.field}
          values={form.values}
          mayLead={mayAct}
          asksFirstStep={asksFirstStep(form.values, light)}
        />
        <Button variant="secondary" busy={form.busy}>
          Add it to the plan
        </Button>
      </Form>
    </>
  )
}
