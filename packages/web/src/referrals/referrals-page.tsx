import { listReferrals } from '@alongside/shared/referrals/addresses'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCan } from '../session/session.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { ReferralFilter } from './referral-filter.tsx'
import { ReferralTable } from './referral-table.tsx'

/** All that my agency may see; the coordinator's inbox is its box "to triage", the most urgent first. */
export default function ReferralsPage() {
  const filters = useSearch({ from: '/signed-in/referrals' })
  const { cursor, ...narrowed } = filters
  const writes = useCan('referrals:write')
  const navigate = useNavigate()
  const sort = filters.sort ?? (filters.box ? 'due' : '-updated')
  const read = useRead(listReferrals, { query: { ...filters, sort } }, { keepPrevious: true })
  const isNarrowed = Object.keys(narrowed).some((key) => key !== 'sort')
  return (
    <Page title="Referrals" heading="Referrals">
      {writes && (
        <ButtonLink>
          <Link {...paths.newReferral}>Make a referral</Link>
        </ButtonLink>
      )}
      <ReferralFilter
        key={JSON.stringify(narrowed)}
        filters={narrowed}
        onChange={(search) => void navigate({ to: '/referrals', search })}
      />
      <Awaited read={read} label="Loading the referrals" lines={10}>
        {({ items, next }) => (
          <>
            {items.length > 0 ? (
              <ReferralTable
                referrals={items}
                sort={sort}
                toAnswer={filters.box === 'to_answer'}
                onSort={(by) => void navigate({ to: '/referrals', search: { ...narrowed, sort: by } })}
              />
            ) : (
              <EmptyState title={isNarrowed ? 'None match these filters' : 'No referrals yet'}>
                {isNarrowed
                  ? 'Take a filter off to see more.'
                  : 'Those that your agency makes, or is asked to answer, will stand here.'}
              </EmptyState>
            )}
            <Pagination
              newer={
                cursor ? (
                  <Link to="/referrals" search={narrowed}>
                    To the first page
                  </Link>
                ) : undefined
              }
              older={
                next ? (
                  <Link to="/referrals" search={{ ...narrowed, cursor: next }}>
                    More referrals
                  </Link>
                ) : undefined
              }
            />
          </>
        )}
      </Awaited>
    </Page>
  )
}
