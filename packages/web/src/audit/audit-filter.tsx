import { auditActions } from '@alongside/shared/audit/actions'
import { searchCases } from '@alongside/shared/cases/addresses'
import { auditWords } from '@alongside/shared/domains'
import { listMembers } from '@alongside/shared/partnerships/addresses'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { lookUp } from '../client/session.ts'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { dateWords } from '../time/words.ts'
import { Alert } from '../ui/alert.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Filter } from '../ui/filter.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-input.tsx'

type Filters = { accountId?: string; caseId?: string; action?: string; from?: string; until?: string }

/** By person, case, deed and day. A case is named by its reference; the address keeps its id. */
export function AuditFilter({ filters }: { filters: Filters }) {
  const navigate = useNavigate()
  const members = useRead(listMembers, {})
  const [chosen, setChosen] = useState(filters)
  const [reference, setReference] = useState('')
  const [unknown, setUnknown] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const people = new Map(members.data?.items.map(({ accountId, name }) => [accountId, name]))
  const show = (next: Filters) => void navigate({ ...paths.audit, search: withoutEmpty(next) })
  const without = (key: keyof Filters) => () => show({ ...filters, [key]: '' })
  const apply = async () => {
    const wanted = reference.trim().toUpperCase()
    const file = wanted === '' ? undefined : await caseBehind(wanted)
    setError(null)
    setUnknown(wanted !== '' && !file ? wanted : '')
    if (wanted === '' || file) show({ ...chosen, ...(file && { caseId: file.id }) })
  }
  const selected = [
    ...(filters.accountId
      ? [
          {
            category: 'Who',
            text: people.get(filters.accountId) ?? 'One person',
            onRemove: without('accountId'),
          },
        ]
      : []),
    ...(filters.caseId ? [{ category: 'Case', text: 'One case', onRemove: without('caseId') }] : []),
    ...(filters.action
      ? [{ category: 'What', text: wordsOf(filters.action), onRemove: without('action') }]
      : []),
    ...(filters.from ? [{ category: 'From', text: dayOr(filters.from), onRemove: without('from') }] : []),
    ...(filters.until ? [{ category: 'Until', text: dayOr(filters.until), onRemove: without('until') }] : []),
  ]
  return (
    <>
      <Refused error={error} />
      {unknown && (
        <Alert variant="warning" role="alert" title={`There is no case ${unknown} that you may see`} />
      )}
      <Filter
        heading="Search the record"
        selected={selected}
        onClear={() => show({})}
        onApply={() => void apply().catch(setError)}
      >
        <Select
          name="/accountId"
          label="Who"
          options={[
            { value: '', label: 'Anybody' },
            ...[...people].map(([accountId, name]) => ({ value: accountId, label: name })),
          ]}
          value={chosen.accountId ?? ''}
          onChange={(accountId) => setChosen({ ...chosen, accountId })}
        />
        <TextInput
          name="/case"
          label="The case’s reference"
          hint="Such as EMP-2026-7K3QX"
          width={20}
          autoComplete="off"
          value={reference}
          onChange={setReference}
        />
        <Select
          name="/action"
          label="What"
          options={[
            { value: '', label: 'Anything' },
            ...auditActions.map((action) => ({ value: action, label: wordsOf(action) })),
          ]}
          value={chosen.action ?? ''}
          onChange={(action) => setChosen({ ...chosen, action })}
        />
        <DateInput
          name="/from"
          label="From the day"
          value={chosen.from ?? ''}
          onChange={(from) => setChosen({ ...chosen, from })}
        />
        <DateInput
          name="/until"
          label="Until the day"
          value={chosen.until ?? ''}
          onChange={(until) => setChosen({ ...chosen, until })}
        />
      </Filter>
    </>
  )
}

async function caseBehind(reference: string) {
  const found = await lookUp(searchCases, { q: reference })
  return found.items.find((file) => file.reference === reference)
}

const wordsOf = (text: string) => {
  const action = auditActions.find((one) => one === text)
  return action ? auditWords[action] : text
}

const dayOr = (text: string) => (/^\d{4}-\d\d-\d\d$/.test(text) ? dateWords(text) : text)

const withoutEmpty = (filters: Filters): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''))
