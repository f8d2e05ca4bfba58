import { countActions } from '@alongside/shared/actions/addresses'
import type { ActionCounts } from '@alongside/shared/actions/contract'
import { actionStates } from '@alongside/shared/actions/values'
import { actionStateWords } from '@alongside/shared/actions/words'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { lightOf, lightOptions } from '../cases/light-options.ts'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { sentence } from '../sending/refused.tsx'
import { useAgencyName, useCalendar, usePartnership } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'
import { dayWords } from '../time/words.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Filter } from '../ui/filter.tsx'
import { Select } from '../ui/select.tsx'
import { type ActionFilters, addressOf, askedOf, stateOf } from './filters.ts'

/** Narrows the action log; each choice says how many it would show, the others staying as they are. */
export function ActionFilter({ filters }: { filters: ActionFilters }) {
  const { agencies } = usePartnership()
  const { acting } = useSession()
  const calendar = useCalendar()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState(filters)
  const asked = askedOf(filters)
  const counts = useRead(countActions, { query: asked }, { keepPrevious: true }).data
  // An address without any filter means a member's own agency: «any» is said out loud.
  const show = (next: ActionFilters) =>
    void navigate({ ...paths.actions, search: addressOf({ ...next, agencyId: next.agencyId || 'any' }) })
  const choose = (key: keyof ActionFilters) => (value: string) => setChosen({ ...chosen, [key]: value })
  const mineFirst = agencies.toSorted(
    (a, b) =>
      Number(b.id === acting?.agencyId) - Number(a.id === acting?.agencyId) || a.name.localeCompare(b.name),
  )
  const any = { value: '', label: 'Any' }
  const selected = useSelected(filters, counts, show)
  const narrowed = selected.map(({ category, text }) => `${category}: ${text}`).join('; ')
  return (
    <>
      {narrowed && <p className="govuk-body app-paper-only">{narrowed}</p>}
      <Filter
        heading="Filter the actions"
        selected={selected}
        onClear={() => show({})}
        onApply={() => show(chosen)}
      >
        <Select
          name="/agencyId"
          label="Agency"
          options={[any, ...mineFirst.map(({ id, name }) => counted(id, name, counts?.agencies, 'agencyId'))]}
          value={
            asked.agencyId && chosen.agencyId === filters.agencyId
              ? asked.agencyId
              : choiceOf(chosen.agencyId)
          }
          onChange={choose('agencyId')}
        />
        <Select
          name="/meetingId"
          label="Meeting"
          options={[
            any,
            ...(counts?.meetings ?? []).map(({ meetingId, startsAt }) =>
              counted(meetingId, dayWords(calendar, startsAt), counts?.meetings, 'meetingId'),
            ),
          ]}
          value={chosen.meetingId ?? ''}
          onChange={choose('meetingId')}
        />
        <Select
          name="/state"
          label="State"
          options={[
            any,
            ...actionStates.map((state) =>
              counted(state, sentence(actionStateWords[state]), counts?.states, 'state'),
            ),
          ]}
          value={stateOf(chosen.state) ?? ''}
          onChange={choose('state')}
        />
        <Select
          name="/light"
          label="Light"
          options={lightOptions.map(({ value, label }) =>
            value === '' ? any : counted(value, label, counts?.lights, 'light'),
          )}
          value={lightOf(chosen.light) ?? ''}
          onChange={choose('light')}
        />
        <Checkbox
          name="/late"
          label={counts ? `Late ones only (${counts.late})` : 'Late ones only'}
          value={chosen.late === 'true'}
          onChange={(late) => setChosen({ ...chosen, late: late ? 'true' : '' })}
        />
      </Filter>
    </>
  )
}

const choiceOf = (agencyId: string | undefined) => (agencyId === 'any' ? '' : (agencyId ?? ''))

function counted<Key extends string>(
  value: string,
  label: string,
  rows: readonly (Record<Key, string> & { count: number })[] | undefined,
  key: Key,
) {
  if (!rows) return { value, label }
  return { value, label: `${label} (${rows.find((row) => row[key] === value)?.count ?? 0})` }
}

function useSelected(
  filters: ActionFilters,
  counts: ActionCounts | undefined,
  show: (next: ActionFilters) => void,
) {
  const nameOf = useAgencyName()
  const calendar = useCalendar()
  const asked = askedOf(filters)
  const without = (key: keyof ActionFilters) => () => show({ ...filters, [key]: '' })
  const meeting = counts?.meetings.find(({ meetingId }) => meetingId === asked.meetingId)
  const selected: [keyof ActionFilters, string, string | undefined | false][] = [
    ['agencyId', 'Agency', asked.agencyId && nameOf(asked.agencyId)],
    [
      'meetingId',
      'Meeting',
      asked.meetingId && (meeting ? dayWords(calendar, meeting.startsAt) : 'One meeting'),
    ],
    ['state', 'State', asked.state && sentence(actionStateWords[asked.state])],
    ['light', 'Light', asked.light && sentence(asked.light)],
    ['late', 'Due', asked.late && 'Late'],
    ['caseId', 'Case', asked.caseId && 'One case'],
  ]
  return selected.flatMap(([key, category, words]) =>
    words ? [{ category, text: words, onRemove: without(key) }] : [],
  )
}
