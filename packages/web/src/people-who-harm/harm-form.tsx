import { changePersonWhoHarms, recordPersonWhoHarms } from '@alongside/shared/people-who-harm/addresses'
import { factsOfRow, harmFaults, rowFaults } from '@alongside/shared/people-who-harm/rules'
import type { HarmFacts, HarmRow, PersonWhoHarms } from '@alongside/shared/people-who-harm/schema'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { isDate } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { HarmFields } from './harm-fields.tsx'

/** Orders have an id of their own while they are typed. */
const rowOf = ({ orders = [], ...facts }: HarmFacts): HarmRow => ({
  ...facts,
  ...(orders.length > 0 && {
    orders: Object.fromEntries(
      orders.map(({ endsOn, ...order }, n) => [`standing-${n}`, { ...order, endsOn: endsOn ?? '' }]),
    ),
  }),
})

/** A form takes what changes: also that something is said no more. */
const changeTo = (row: HarmRow, before: HarmRow): Partial<HarmRow> => ({
  ...Object.fromEntries(Object.keys(before).map((key) => [key, undefined])),
  ...row,
})

const bodyOf = (row: HarmRow) => ({ ...factsOfRow(row), ...(row.sameName && { sameName: row.sameName }) })

const faultsIn = (row: HarmRow) => [
  ...harmFaults(row),
  ...rowFaults({ '': row }, '', isDate)
    .filter(({ pointer }) => pointer.includes('/orders/'))
    .map((fault) => ({ ...fault, pointer: fault.pointer.slice(1) })),
]

export function RecordPerson({ caseId, onDone }: { caseId: string; onDone: () => void }) {
  const form = useForm(recordPersonWhoHarms, {
    ...useKeptTyping(`harm ${caseId}`, 'Somebody who harms her, not recorded yet', {} as HarmRow),
    faultsIn,
    said: (row) => ({ params: { caseId }, body: bodyOf(row) }),
    onSuccess: onDone,
  })
  return (
    <Form form={form} className="app-narrow">
      <HarmFields
        at=""
        row={form.values}
        put={(row) => form.set(changeTo(row, form.values))}
        errorAt={form.errorAt}
      />
      <p className="govuk-body">
        The lead of each agency that sees her case is asked whether this person is known there: on the name,
        the age and the area alone. Until she has answered she reads no more.
      </p>
      <Button busy={form.busy}>Record this person</Button>
    </Form>
  )
}

export function ChangePerson({ person, onDone }: { person: PersonWhoHarms; onDone: () => void }) {
  const form = useForm(changePersonWhoHarms, {
    ...useKeptTyping(
      `harm ${person.id} ${person.version}`,
      'Somebody who harms her, not changed yet',
      rowOf(person.facts),
    ),
    faultsIn,
    said: (row) => ({
      params: { personWhoHarmsId: person.id },
      body: bodyOf(row),
      version: person.version,
    }),
    onSuccess: onDone,
    under: `/people/${person.id}`,
  })
  return (
    <Form form={form} className="app-narrow">
      <HarmFields
        at=""
        row={form.values}
        put={(row) => form.set(changeTo(row, form.values))}
        errorAt={form.errorAt}
      />
      <Button busy={form.busy}>Save what changed</Button>
    </Form>
  )
}
