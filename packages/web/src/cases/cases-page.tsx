import { listCases, searchCases } from '@alongside/shared/cases/addresses'
import type { CaseHit, CaseSummary, FoundReference } from '@alongside/shared/cases/contract'
import { holdWords } from '@alongside/shared/cases/holding'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useLookup, useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useSearchWords } from '../session/search-words.ts'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { Select } from '../ui/select.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { lightOf, lightOptions } from './light-options.ts'

export default function CasesPage() {
  const { cursor, light } = useSearch({ from: '/signed-in/cases' })
  const [words] = useSearchWords()
  const mayTakeAccess = useCan('access:emergency')
  const page = { cursor, light: lightOf(light) }
  const searching = words !== ''
  const listed = useRead(listCases, { query: page }, { enabled: !searching, keepPrevious: true })
  const found = useLookup(searchCases, { ...page, q: words }, { enabled: searching })
  const chosen = light === undefined ? {} : { light }
  return (
    <Page title="Cases" heading="Cases">
      {/* The box in the header searches too. */}
      <Search key={words} />
      <Awaited read={searching ? found : listed} label="Loading the cases" lines={10}>
        {({ items, next }) => (
          <>
            {searching && found.data && <References found={found.data.references} />}
            {items.length === 0 ? (
              (!searching || !found.data?.references.length) && (
                <Nothing searched={searching || light !== undefined} />
              )
            ) : (
              <Table
                caption={searching ? `Cases found for “${words}”` : 'Cases that your agency may see'}
                captionSize="m"
                columns={searching ? [...columns, why] : columns}
                rows={items}
                rowKey={({ id }) => id}
                rowHeaders
                stack
              />
            )}
            <Pagination
              newer={
                cursor === undefined ? undefined : (
                  <Link {...paths.cases} search={chosen}>
                    First cases
                  </Link>
                )
              }
              older={
                next === null ? undefined : (
                  <Link {...paths.cases} search={{ ...chosen, cursor: next }}>
                    More cases
                  </Link>
                )
              }
            />
          </>
        )}
      </Awaited>
      {mayTakeAccess && (
        <p className="govuk-body">
          <Link {...paths.emergencyAccesses} className="govuk-link">
            Open a case in an emergency
          </Link>
        </p>
      )}
    </Page>
  )
}

/** The light is part of the address; what is searched for is not, since it may be a name. */
function Search() {
  const { light } = useSearch({ from: '/signed-in/cases' })
  const [words, searchFor] = useSearchWords()
  const [typed, setTyped] = useState(words)
  const [colour, setColour] = useState(light ?? '')
  const navigate = useNavigate()
  const search = (event: FormEvent) => {
    event.preventDefault()
    searchFor(typed.trim())
    void navigate({ ...paths.cases, search: colour === '' ? {} : { light: colour } })
  }
  return (
    <form className="app-search" onSubmit={search} aria-label="Search the cases">
      <TextInput
        name="/q"
        limit={100}
        label="Reference or name"
        hint="Of a case, a referral or an action, the last part is enough. Names as they sound too, pet names and other scripts, and a year of birth. What you search for stays out of this browser’s history."
        type="search"
        autoComplete="off"
        value={typed}
        onChange={setTyped}
      />
      <Select
        name="/light"
        label="Light"
        options={lightOptions}
        value={lightOf(colour) ?? ''}
        onChange={setColour}
      />
      <Button>Search</Button>
    </form>
  )
}

/** ACC-6: says the same whether there is none or none that one may see. */
function Nothing({ searched }: { searched: boolean }) {
  const mayRefer = useCan('referrals:write')
  const [, searchFor] = useSearchWords()
  if (searched)
    return (
      <EmptyState
        title="Nothing found among the cases that your agency may see"
        action={
          <Link {...paths.cases} className="govuk-link" onClick={() => searchFor('')}>
            Show all cases that your agency may see
          </Link>
        }
      >
        Try part of the name, another spelling, or the reference.
      </EmptyState>
    )
  return (
    <EmptyState
      title="There is no case that your agency may see yet"
      action={
        mayRefer && (
          <ButtonLink variant="secondary">
            <Link {...paths.newReferral}>Start a referral</Link>
          </ButtonLink>
        )
      }
    >
      A case appears here when your agency refers someone, or when a case is shared with it.
    </EmptyState>
  )
}

/** REF-10: what else is called so; each says what it is. */
function References({ found }: { found: readonly FoundReference[] }) {
  if (found.length === 0) return null
  return (
    <ul className="govuk-list">
      {found.map(({ kind, id, reference }) => (
        <li key={id}>
          {kind === 'referral' ? (
            <Link {...paths.referral(id)} className="govuk-link">
              Referral {reference}
            </Link>
          ) : (
            <Link {...paths.action(id)} className="govuk-link">
              Action {reference}
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}

const why: Column<CaseSummary & Partial<Pick<CaseHit, 'because'>>> = {
  header: 'Found by',
  cell: ({ because = [] }) => because.join('; '),
}

const columns: Column<CaseSummary>[] = [
  {
    header: 'Name',
    cell: ({ id, name, aliases, reference, held }) => (
      <span>
        <Link {...paths.case(id)} className="govuk-link">
          {name || reference}
        </Link>
        {aliases.length > 0 && <span className="app-quiet"> also {aliases.join(', ')}</span>}
        {held.map((kind) => (
          <Tag key={kind} colour="grey">
            {holdWords[kind]}
          </Tag>
        ))}
      </span>
    ),
  },
  { header: 'Reference', cell: ({ reference }) => reference, nowrap: true },
  { header: 'Light', cell: ({ light }) => <Light light={light} /> },
  { header: 'Open actions', cell: ({ openActions }) => openActions, numeric: true },
  {
    header: 'Last discussed',
    cell: ({ lastDiscussedAt }) => (lastDiscussedAt ? <Moment at={lastDiscussedAt} /> : 'Not yet'),
  },
]
