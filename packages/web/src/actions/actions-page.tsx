import { actionStates, listActions } from '@alongside/shared/actions/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { lightOf, lightOptions } from '../cases/light-options.ts'
import { useRead } from '../client.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { useAgencyName, usePartnership } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Filter } from '../ui/filter.tsx'
import { Page } from '../ui/page.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { Select } from '../ui/select.tsx'
import { ActionTable } from './action-table.tsx'
import { type ActionFilters, addressOf, askedOf, stateOf } from './filters.ts'

/** ACT-2: the partnership's memory, as far as one may see it. */
export default function ActionsPage() {
  const { cursor, ...filters } = useSearch({ from: '/signed-in/actions' })
  const actions = useRead(listActions, { query: { cursor, ...askedOf(filters) } }, { keepPrevious: true })
  const narrowed = Object.keys(filters).length > 0
  return (
    <Page title="Actions" heading="Actions">
      <ActionFilter key={JSON.stringify(filters)} filters={filters} />
      <Awaited read={actions} label="Loading the actions" lines={10}>
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title={narrowed ? 'No action fits' : 'No action has been agreed yet'}>
                {narrowed
                  ? 'Take a filter off to see more.'
                  : 'Actions are agreed in the meeting. Those of cases that your agency may see stand here.'}
              </EmptyState>
            ) : (
              <ActionTable caption="Action log" hiddenCaption actions={items} />
            )}
            <Pagination
              newer={
                cursor === undefined ? undefined : (
                  <Link {...paths.actions} search={addressOf(filters)}>
                    First actions
                  </Link>
                )
              }
              older={
                next === null ? undefined : (
                  <Link {...paths.actions} search={{ ...addressOf(filters), cursor: next }}>
                    More actions
                  </Link>
                )
              }
            />
          </>
        )}
      </Awaited>
    </Page>
  )
}

function ActionFilter({ filters }: { filters: ActionFilters }) {
  const { agencies } = usePartnership()
  const { acting } = useSession()
  const nameOf = useAgencyName()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState(filters)
  const asked = askedOf(filters)
  const show = (next: ActionFilters) => void navigate({ ...paths.actions, search: addressOf(next) })
  const without = (key: keyof ActionFilters) => () => show({ ...filters, [key]: '' })
  const selected = [
    ...(asked.agencyId
      ? [{ category: 'Agency', text: nameOf(asked.agencyId), onRemove: without('agencyId') }]
      : []),
    ...(asked.state ? [{ category: 'State', text: sentence(asked.state), onRemove: without('state') }] : []),
    ...(asked.light ? [{ category: 'Light', text: sentence(asked.light), onRemove: without('light') }] : []),
    ...(asked.late ? [{ category: 'Due', text: 'Late', onRemove: without('late') }] : []),
    ...(asked.caseId ? [{ category: 'Case', text: 'One case', onRemove: without('caseId') }] : []),
  ]
  const mineFirst = agencies.toSorted(
    (a, b) =>
      Number(b.id === acting?.agencyId) - Number(a.id === acting?.agencyId) || a.name.localeCompare(b.name),
  )
  return (
    <Filter
      heading="Filter the actions"
      selected={selected}
      onClear={() => show({})}
      onApply={() => show(chosen)}
    >
      <Select
        name="/agencyId"
        label="Agency"
        options={[
          { value: '', label: 'Any' },
          ...mineFirst.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={chosen.agencyId ?? ''}
        onChange={(agencyId) => setChosen({ ...chosen, agencyId })}
      />
      <Select
        name="/state"
        label="State"
        options={[
          { value: '', label: 'Any' },
          ...actionStates.map((state) => ({ value: state, label: sentence(state) })),
        ]}
        value={stateOf(chosen.state) ?? ''}
        onChange={(state) => setChosen({ ...chosen, state })}
      />
      <Select
        name="/light"
        label="Light"
        options={lightOptions}
        value={lightOf(chosen.light) ?? ''}
        onChange={(light) => setChosen({ ...chosen, light })}
      />
      <Checkbox
        name="/late"
        label="Late ones only"
        checked={chosen.late === 'true'}
        onChange={(late) => setChosen({ ...chosen, late: late ? 'true' : '' })}
      />
    </Filter>
  )
}
