import type { OnCallEntry, SavedEntry } from '@alongside/shared/oncall/contract'
import { telephonePattern, timePattern } from '@alongside/shared/oncall/values'
import { listMembers } from '@alongside/shared/partnerships/addresses'
import type { Fault } from '@alongside/shared/problems'
import { useRead } from '../client/hooks.ts'
import { useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { Fieldset } from '../ui/fieldset.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { dayChoices } from './words.ts'

/** An entry as it is typed: days as the texts that a form chooses among. */
export interface TypedEntry {
  /** Stays its own while entries move. */
  key: string
  name: string
  telephone: string
  days: string[]
  from: string
  until: string
  membershipId: string
}

export const newEntry = (): TypedEntry => ({
  key: crypto.randomUUID(),
  name: '',
  telephone: '',
  days: dayChoices.map(({ value }) => value),
  from: '17:00',
  until: '09:00',
  membershipId: '',
})

export const typedEntry = ({ id, days, membershipId, ...entry }: OnCallEntry): TypedEntry => ({
  key: id,
  name: entry.name,
  telephone: entry.telephone,
  from: entry.from,
  until: entry.until,
  days: days.map(String),
  membershipId: membershipId ?? '',
})

export const sentEntry = ({ name, telephone, days, from, until, membershipId }: TypedEntry): SavedEntry => ({
  name: name.trim(),
  telephone: telephone.trim(),
  days: days.map(Number),
  from: from.trim(),
  until: until.trim(),
  membershipId: membershipId || null,
})

/** What is plainly wrong with an entry; `at`: its place in the list. */
export function faultsOf({ name, telephone, days, from, until }: TypedEntry, at: number): Fault[] {
  const wrong = (field: string, detail: string): Fault[] => [
    { pointer: `/entries/${at}/${field}`, code: 'invalid', detail },
  ]
  const isTime = (typed: string) => new RegExp(timePattern).test(typed.trim())
  return [
    ...(name.trim() ? [] : wrong('name', 'Give a name or a role')),
    ...(new RegExp(telephonePattern).test(telephone.trim())
      ? []
      : wrong('telephone', 'Give a telephone number such as 01632 960 001')),
    ...(days.length > 0 ? [] : wrong('days', 'Choose at least one day')),
    ...(isTime(from) ? [] : wrong('from', 'Give a time such as 17:00')),
    ...(isTime(until) ? [] : wrong('until', 'Give a time such as 09:00')),
  ]
}

interface Props {
  /** In the list, from 0. */
  place: number
  entry: TypedEntry
  errorAt: (field: string) => string | undefined
  onChange: (part: Partial<TypedEntry>) => void
  onRemove: () => void
  onEarlier: (() => void) | undefined
}

export function EntryFields({ place, entry, errorAt, onChange, onRemove, onEarlier }: Props) {
  const own = useSession().acting?.agencyId
  const members = useRead(listMembers, {})
  const colleagues = (members.data?.items ?? []).filter(
    ({ agencyId, endedAt }) => agencyId === own && !endedAt,
  )
  const under = `/entries/${place}`
  const text = (field: 'name' | 'telephone' | 'from' | 'until') => ({
    name: `${under}/${field}`,
    error: errorAt(`/${field}`),
    value: entry[field],
    onChange: (typed: string) => onChange({ [field]: typed }),
    autoComplete: 'off',
  })
  return (
    <Fieldset legend={`${place + 1}. ${entry.name || 'Who answers'}`} legendSize="s">
      <TextInput {...text('name')} limit={120} label="Name or role" width={20} />
      <Select
        name={`${under}/membershipId`}
        label="Their place here, if they have one"
        error={errorAt('/membershipId')}
        options={[
          { value: '', label: 'None' },
          ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={entry.membershipId}
        onChange={(membershipId) => onChange({ membershipId })}
      />
      <TextInput {...text('telephone')} limit={30} label="Telephone" width={20} type="tel" />
      <Checkboxes
        name={`${under}/days`}
        label="On which days does it begin?"
        error={errorAt('/days')}
        options={dayChoices}
        value={entry.days}
        onChange={(days) => onChange({ days })}
        small
      />
      <TextInput {...text('from')} label="From" hint="Such as 17:00" width={5} />
      <TextInput
        {...text('until')}
        label="Until"
        hint="Over midnight where it is not later; the same time for day and night"
        width={5}
      />
      <ButtonGroup>
        {onEarlier && (
          <Button type="button" variant="secondary" onClick={onEarlier}>
            Ring earlier
          </Button>
        )}
        <Button type="button" variant="secondary" onClick={onRemove}>
          Take off the list
        </Button>
      </ButtonGroup>
    </Fieldset>
  )
}
