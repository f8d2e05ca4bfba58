import { withAnswer } from '@alongside/shared/people-who-harm/rules'
import type { HarmRow } from '@alongside/shared/people-who-harm/schema'
import { ordersAtMost } from '@alongside/shared/people-who-harm/values'
import {
  harmLabels,
  harmOrderWords,
  harmRelationWords,
  harmStatusWords,
} from '@alongside/shared/people-who-harm/words'
import { useState } from 'react'
import { answered } from '../consent/answered.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { optionsOf } from '../ui/options.ts'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { AskOfName } from './ask-of-name.tsx'

type Order = NonNullable<HarmRow['orders']>[string]

interface Props {
  /** Where the row stands in the body that is sent. */
  at: string
  row: HarmRow
  put: (row: HarmRow) => void
  errorAt: (pointer: string) => string | undefined
  /** Somebody of the name that is typed works in the partnership, and nobody has said yet what of it. */
  asksName?: boolean
}

/** What was just added is where one goes on. */
const focusOnce = (element: HTMLElement | null) => element?.focus()

const choose = { value: '' as const, label: 'Choose' }

/** HRM-1: the questions about one person, on the referral form and on the case alike. */
export function HarmFields({ at, row, put, errorAt, asksName = false }: Props) {
  const set = <K extends keyof HarmRow>(key: K, value: HarmRow[K] | undefined) =>
    put(withAnswer(row, key, value))
  const about = <K extends Exclude<keyof HarmRow, 'orders' | 'relation' | 'status' | 'sameName'>>(
    key: K,
  ) => ({
    name: `${at}/${key}`,
    error: errorAt(`${at}/${key}`),
    value: row[key] ?? '',
    onChange: (typed: string) => set(key, typed || undefined),
    autoComplete: 'off',
  })
  const choice = (key: 'relation' | 'status') => ({ name: `${at}/${key}`, error: errorAt(`${at}/${key}`) })
  const sameName = errorAt(`${at}/sameName`)
  return (
    <>
      <TextInput
        {...about('called')}
        label={`${harmLabels.called} (optional, where other names or looks are said)`}
        spellCheck={false}
      />
      <TextInput
        {...about('names')}
        limit={300}
        label={`${harmLabels.names} (optional)`}
        spellCheck={false}
      />
      {(row.sameName || sameName || asksName) && (
        <AskOfName
          name={`${at}/sameName`}
          error={sameName}
          value={row.sameName ?? ''}
          onChange={(said) => set('sameName', said || undefined)}
        />
      )}
      <Select
        {...choice('relation')}
        label={`${harmLabels.relation} (optional)`}
        value={row.relation ?? ''}
        onChange={(relation) => set('relation', relation || undefined)}
        options={[choose, ...optionsOf(harmRelationWords)]}
      />
      <TextInput
        {...about('age')}
        limit={60}
        label={`${harmLabels.age} (optional)`}
        hint="As it is said, such as “about 40”."
        width={20}
      />
      <TextInput {...about('area')} label={`${harmLabels.area} (optional)`} />
      <Textarea
        {...about('description')}
        label={`${harmLabels.description} (optional)`}
        hint="So that a worker knows this person from afar."
        rows={2}
      />
      <TextInput {...about('vehicle')} label={`${harmLabels.vehicle} (optional)`} />
      <TextInput {...about('phones')} label={`${harmLabels.phones} (optional)`} />
      <Textarea
        {...about('sheSays')}
        label={`${harmLabels.sheSays} (optional)`}
        hint="In her words."
        rows={3}
      />
      <Textarea {...about('workerSaw')} label={`${harmLabels.workerSaw} (optional)`} rows={2} />
      <Textarea {...about('policeRecord')} label={`${harmLabels.policeRecord} (optional)`} rows={2} />
      <Select
        {...choice('status')}
        label={`${harmLabels.status} (optional)`}
        value={row.status ?? ''}
        onChange={(status) => set('status', status || undefined)}
        options={[choose, ...optionsOf(harmStatusWords)]}
      />
      <Textarea
        {...about('danger')}
        label={`${harmLabels.danger} (optional)`}
        hint="Only the few who read who harms her read this. Workers who go to see her do not: for them, record also a warning for workers, without a name."
        rows={2}
      />
      <Orders at={at} row={row} put={put} errorAt={errorAt} />
    </>
  )
}

function Orders({ at, row, put, errorAt }: Props) {
  const set = (orders: HarmRow['orders']) => put(withAnswer(row, 'orders', orders))
  // Begun here, with nothing typed in them yet: an empty one is neither kept nor sent.
  const [begun, setBegun] = useState<readonly string[]>([])
  const written: [string, Order][] = Object.entries(row.orders ?? {})
  const orders = [
    ...written,
    ...begun.filter((id) => !row.orders?.[id]).map((id): [string, Order] => [id, {}]),
  ]
  const change = (id: string, order: Order) => set({ ...row.orders, [id]: order })
  const takeOut = (id: string) => {
    setBegun(begun.filter((other) => other !== id))
    const left = written.filter(([other]) => other !== id)
    set(left.length > 0 ? Object.fromEntries(left) : undefined)
  }
  return (
    <>
      {orders.map(([id, order], n) => {
        const place = `${at}/orders/${id}`
        return (
          <fieldset
            key={id}
            className="govuk-fieldset app-section"
            tabIndex={-1}
            ref={id === begun.at(-1) ? focusOnce : undefined}
          >
            <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">Order {n + 1}</legend>
            <Select
              name={`${place}/kind`}
              error={errorAt(`${place}/kind`)}
              label="Which order?"
              value={order.kind ?? ''}
              onChange={(kind) => change(id, answered(order, 'kind', kind || undefined))}
              options={[choose, ...optionsOf(harmOrderWords)]}
            />
            <Textarea
              name={`${place}/conditions`}
              error={errorAt(`${place}/conditions`)}
              label="Its conditions (optional)"
              rows={2}
              value={order.conditions ?? ''}
              onChange={(conditions) => change(id, { ...order, conditions })}
            />
            <DateInput
              name={`${place}/endsOn`}
              error={errorAt(`${place}/endsOn`)}
              label="When does it end? (optional)"
              hint="You are warned 14 days before. For example, 31 3 2026"
              value={order.endsOn ?? ''}
              onChange={(endsOn) => change(id, { ...order, endsOn })}
            />
            <Button type="button" variant="secondary" onClick={() => takeOut(id)}>
              Take out order {n + 1}
            </Button>
          </fieldset>
        )
      })}
      <Button
        type="button"
        variant="secondary"
        reason={orders.length < ordersAtMost ? undefined : `There is room for ${ordersAtMost} orders.`}
        onClick={() => setBegun([...begun, crypto.randomUUID()])}
      >
        {orders.length === 0 ? 'Add an order or bail conditions' : 'Add another order'}
      </Button>
    </>
  )
}
