import { listActions } from '@alongside/shared/actions/addresses'
import { Link, useSearch } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { Sheets } from '../layouts/sheets.tsx'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useAgencyName } from '../session/partnership.ts'
import { useCan, useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { SubNavigation } from '../ui/sub-navigation.tsx'
import { ActionFilter } from './action-filter.tsx'
import { ActionTable } from './action-table.tsx'
import { addressOf, askedOf, firstView } from './filters.ts'

/** ACT-2: the partnership's memory, as far as one may see it; one's own agency first. */
export default function ActionsPage() {
  const { cursor, ...address } = useSearch({ from: '/signed-in/actions' })
  const { acting } = useSession()
  const nameOf = useAgencyName()
  const coordinates = useCan('meetings:record')
  const ownId = acting?.agencyId
  const filters = firstView(address, coordinates ? undefined : ownId)
  const asked = askedOf(filters)
  const actions = useRead(listActions, { query: { cursor, ...asked } }, { keepPrevious: true })
  const narrowed = Object.values(asked).some((value) => value !== undefined)
  const alone = Object.keys(addressOf(filters)).length === 1
  return (
    <Page title="Actions" heading="Actions">
      <SubNavigation
        label="Whose actions"
        items={[
          {
            link: (
              <Link {...paths.actions} search={{ agencyId: ownId }}>
                {ownId ? nameOf(ownId) : 'My agency'}
              </Link>
            ),
            current: alone && asked.agencyId === ownId,
          },
          {
            link: (
              <Link {...paths.actions} search={{ agencyId: 'any' }}>
                All agencies
              </Link>
            ),
            current: !narrowed,
          },
        ]}
      />
      <ActionFilter key={JSON.stringify(filters)} filters={filters} />
      <Awaited read={actions} label="Loading the actions" lines={10}>
        {({ items, next }) => (
          <Sheets>
            {items.length === 0 ? (
              <EmptyState title={narrowed ? 'No action fits' : 'No action has been agreed yet'}>
                {narrowed
                  ? 'Take a filter off to see more.'
                  : 'Actions are agreed in the meeting. Those of cases that your agency may see stand here.'}
              </EmptyState>
            ) : (
              <>
                <Button type="button" variant="secondary" onClick={() => window.print()}>
                  Print
                </Button>
                <ActionTable caption="Action log" hiddenCaption actions={items} outcomes />
              </>
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
          </Sheets>
        )}
      </Awaited>
    </Page>
  )
}
