import { findSearches } from '@alongside/shared/audit/addresses'
import type { SearchTrace } from '@alongside/shared/audit/contract'
import { auditWords } from '@alongside/shared/domains'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useLookup } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Moment } from '../time/moment.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { whoColumn } from './event-columns.tsx'

/** ACC-11: who looked for a name. The name stays out of the address, and out of the record: that keeps its keyed hashes. */
export default function SearchesPage() {
  const [q, setQ] = useState('')
  const navigate = useNavigate()
  const ask = (words: string) => {
    setQ(words)
    void navigate({ ...paths.searches, search: {} })
  }
  return (
    <Page title="Who looked for a name" heading="Who looked for a name">
      <BackLink>
        <Link {...paths.audit}>What was done, by whom</Link>
      </BackLink>
      <p className="govuk-body">
        Every search is on record: by name, date of birth, reference or an agency’s own number, by people and
        by case systems, whether it found anybody or not. What was typed is not kept, so you ask with the name
        that you mean. Your asking is on record too.
      </p>
      <Ask onAsk={ask} />
      {q !== '' && <Found q={q} />}
    </Page>
  )
}

function Ask({ onAsk }: { onAsk: (q: string) => void }) {
  const [typed, setTyped] = useState('')
  const ask = (event: FormEvent) => {
    event.preventDefault()
    onAsk(typed.trim())
  }
  return (
    <form className="app-search" onSubmit={ask} aria-label="Ask who looked for a name">
      <TextInput
        name="/q"
        label="Name, date of birth, reference or own number"
        hint="A date of birth such as 02/03/1994"
        type="search"
        autoComplete="off"
        value={typed}
        onChange={setTyped}
      />
      <Button>Ask who looked</Button>
    </form>
  )
}

function Found({ q }: { q: string }) {
  const { cursor } = useSearch({ from: '/signed-in/audit/searches' })
  const found = useLookup(findSearches, { q, cursor }, { enabled: true })
  return (
    <Awaited read={found} label="Looking who searched" lines={8}>
      {({ items, next }) => (
        <>
          {items.length === 0 ? (
            <EmptyState title="Nobody on record looked for that">
              Try the name without its surname, or another name that she goes by.
            </EmptyState>
          ) : (
            <Table
              caption={`Who looked for “${q}”, newest first`}
              captionSize="m"
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              rowHeaders
              stack
            />
          )}
          <Pagination
            newer={cursor === undefined ? undefined : <Link {...paths.searches}>Newest</Link>}
            older={
              next === null ? undefined : (
                <Link {...paths.searches} search={{ cursor: next }}>
                  Older
                </Link>
              )
            }
          />
        </>
      )}
    </Awaited>
  )
}

const foundWords = (found: boolean | null) => {
  if (found === null) return 'Asked who had looked'
  return found ? 'Found somebody' : 'Found nobody'
}

const fitWords = { spelt: '', begun: ', as it begins', alike: ', or nearly so' } as const

const columns: Column<SearchTrace>[] = [
  whoColumn,
  { header: 'When', cell: ({ at }) => <Moment at={at} />, nowrap: true },
  { header: 'How', cell: ({ action }) => auditWords[action] },
  {
    header: 'Looked for',
    cell: ({ fits }) => fits.map(({ word, fit }) => `${word}${fitWords[fit]}`).join('; '),
  },
  { header: 'With what', cell: ({ found }) => foundWords(found) },
  { header: 'From', cell: ({ fromAddress }) => fromAddress ?? 'Not recorded' },
]
