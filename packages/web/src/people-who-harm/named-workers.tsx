import { listMembers } from '@alongside/shared/partnerships/addresses'
import { endNaming, nameWorker } from '@alongside/shared/people-who-harm/addresses'
import type { NamedWorker } from '@alongside/shared/people-who-harm/schema'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useAsking, useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'

/** HRM-1: workers whom their lead named on the case, so that they read who harms her. */
export function NamedWorkers({ caseId, named }: { caseId: string; named: readonly NamedWorker[] }) {
  const names = useCan('conflicts:answer')
  return (
    <section className="app-section" aria-labelledby="named-workers">
      <h2 className="govuk-heading-m" id="named-workers">
        Workers who read this
      </h2>
      {named.length === 0 && <p className="govuk-body">No worker is named here.</p>}
      <ul className="govuk-list">
        {named.map((worker) => (
          <li key={worker.id}>
            {worker.name}, {worker.agencyName} <span className="app-quiet">named by {worker.namedBy}</span>
            {names && <EndNaming worker={worker} />}
          </li>
        ))}
      </ul>
      {names && <NameWorker caseId={caseId} named={named} />}
    </section>
  )
}

function EndNaming({ worker: { id, name } }: { worker: NamedWorker }) {
  const ending = useSending(endNaming)
  return (
    <>
      <Refused error={ending.error} attempt={ending.attempt} />
      <Button
        type="button"
        variant="secondary"
        busy={ending.busy}
        onClick={() => ending.send({ params: { namedWorkerId: id }, body: {} })}
      >
        {name} reads it no more
      </Button>
    </>
  )
}

function NameWorker({ caseId, named }: { caseId: string; named: readonly NamedWorker[] }) {
  const members = useRead(listMembers, {})
  const { agencyId } = useAsking()
  const { field, ...form } = useForm(nameWorker, {
    start: { accountId: '' },
    needed: { accountId: 'Choose who reads it' },
    said: (body) => ({ params: { caseId }, body }),
  })
  const colleagues = (members.data?.items ?? []).filter(
    (member) =>
      member.agencyId === agencyId &&
      !member.endedAt &&
      named.every(({ accountId }) => accountId !== member.accountId),
  )
  return (
    <Form form={form} className="app-narrow">
      <Select
        {...field('accountId')}
        label="Which worker of your agency reads who harms her?"
        options={[
          { value: '', label: 'Choose a person' },
          ...colleagues.map(({ accountId, name }) => ({ value: accountId, label: name })),
        ]}
      />
      <Button variant="secondary" busy={form.busy}>
        Name this worker
      </Button>
    </Form>
  )
}
