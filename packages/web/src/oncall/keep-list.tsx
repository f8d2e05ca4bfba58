import { localDay } from '@alongside/shared/calendar'
import { confirmOnCall, saveOnCall } from '@alongside/shared/oncall/addresses'
import type { OnCallList } from '@alongside/shared/oncall/contract'
import { whyNotConfirm } from '@alongside/shared/oncall/rules'
import { entriesAtMost } from '@alongside/shared/oncall/values'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { Details } from '../ui/details.tsx'
import { EntryFields, faultsOf, newEntry, sentEntry, typedEntry } from './entry-fields.tsx'

/** When the list was last known to be right. */
export function Checked({ list: { checkedAt, checkedBy, checkAgainOn } }: { list: OnCallList }) {
  const calendar = useCalendar()
  if (!checkedAt || !checkAgainOn) return null
  const due = today(calendar) >= checkAgainOn
  return (
    <p className="govuk-body">
      Last checked {dateWords(localDay(calendar, checkedAt))}, {checkedBy}.{' '}
      {due ? <strong>To be checked again since {dateWords(checkAgainOn)}.</strong> : null}
    </p>
  )
}

/** MTG-5: the lead's own list: one tap says that it is right; or it is written anew. */
export function KeepList({ list }: { list: OnCallList }) {
  const confirming = useSending(confirmOnCall)
  const { version, entries } = list
  return (
    <>
      <Refused error={confirming.error} attempt={confirming.attempt} />
      {whyNotConfirm(list) === null && (
        <Button
          type="button"
          variant="secondary"
          busy={confirming.busy}
          onClick={() => confirming.send({ version, body: {} })}
        >
          Everything on our list is still right
        </Button>
      )}
      <Details summary={entries.length > 0 ? 'Change our list' : 'Write down who answers for us'}>
        <ListForm list={list} />
      </Details>
    </>
  )
}

function ListForm({ list: { version, entries } }: { list: OnCallList }) {
  const form = useForm(saveOnCall, {
    start: { entries: entries.length > 0 ? entries.map(typedEntry) : [newEntry()] },
    said: (values) => ({ version, body: { entries: values.entries.map(sentEntry) } }),
    faultsIn: (values) => values.entries.flatMap(faultsOf),
    keeps: true,
  })
  const typed = form.values.entries
  const set = (changed: typeof typed) => form.set({ entries: changed })
  const move = (from: number, to: number) => {
    const moved = [...typed]
    moved.splice(to, 0, ...moved.splice(from, 1))
    set(moved)
  }
  return (
    <Form form={form} intro={<p className="govuk-body">In the order in which they are rung.</p>}>
      {typed.map((entry, at) => (
        <EntryFields
          key={entry.key}
          place={at}
          entry={entry}
          errorAt={(field) => form.errorAt(`/entries/${at}${field}`)}
          onChange={(part) => set(typed.map((one) => (one === entry ? { ...one, ...part } : one)))}
          onRemove={() => set(typed.filter((one) => one !== entry))}
          onEarlier={at > 0 ? () => move(at, at - 1) : undefined}
        />
      ))}
      <ButtonGroup>
        <Button busy={form.busy}>Save our list</Button>
        {typed.length < entriesAtMost && (
          <Button type="button" variant="secondary" onClick={() => set([...typed, newEntry()])}>
            Add another
          </Button>
        )}
      </ButtonGroup>
    </Form>
  )
}
