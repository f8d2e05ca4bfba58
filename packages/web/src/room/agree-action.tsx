import { agreeAction } from '@alongside/shared/room/contract'
import type { FormEvent } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { dateFaults } from '../consent/date-faults.ts'
import { Refused } from '../sending/refused.tsx'
import { missingIn, useSending } from '../sending/sending.ts'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { endOf } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'

const empty = { ownerAgencyId: '', what: '', why: '', dueOn: '', priority: 'usual' as 'usual' | 'urgent' }

/** ACT-1: one owning agency, what, why, by when. */
export function AgreeAction({ itemId }: { itemId: string }) {
  const { agencies } = usePartnership()
  const calendar = useCalendar()
  const [action, setAction, clear] = useKept(
    `action ${itemId}`,
    'An action in the room, not agreed yet',
    empty,
  )
  const sending = useSending(agreeAction, {
    faultsIn: ({ body }) => [
      ...missingIn(body, {
        ownerAgencyId: 'Choose the agency that does it',
        what: 'Say what is to be done',
        why: 'Say why',
        dueOn: 'Give the date by which it is done',
      }),
      ...dateFaults({ dueOn: body.dueOn }),
    ],
    onSuccess: clear,
  })
  const field = <Key extends keyof typeof empty>(key: Key) => ({
    name: `/${key}`,
    error: sending.errorAt(`/${key}`),
    value: action[key],
    onChange: (value: (typeof empty)[Key]) => setAction({ ...action, [key]: value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sending.send({ params: { itemId }, body: action })
  }
  const dueAt = endOf(calendar, action.dueOn)
  return (
    <section className="app-section" id="part-action">
      <h2 className="govuk-heading-m">Agree an action</h2>
      <form onSubmit={submit} noValidate>
        <Refused error={sending.error} attempt={sending.attempt} />
        <Select
          {...field('ownerAgencyId')}
          label="Which agency does it?"
          options={[
            { value: '', label: 'Choose an agency' },
            ...agencies.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextInput {...field('what')} label="What is to be done?" autoComplete="off" />
        <TextInput {...field('why')} label="Why?" autoComplete="off" />
        <DateInput {...field('dueOn')} label="By when?" hint="For example, 16 4 2026" />
        {dueAt && (
          <p className="govuk-body">
            <Due at={dueAt} />
          </p>
        )}
        <Radios
          {...field('priority')}
          label="How pressing is it?"
          inline
          options={[
            { value: 'usual', label: 'As usual' },
            { value: 'urgent', label: 'Urgent' },
          ]}
        />
        <Button variant="secondary" busy={sending.busy}>
          Agree the action
        </Button>
      </form>
    </section>
  )
}
