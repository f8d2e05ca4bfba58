import { auditWords } from '@alongside/shared/domains'
import { listSystemCalls } from '@alongside/shared/systems/addresses'
import type { SystemCall } from '@alongside/shared/systems/contract'
import { useRead } from '../client/hooks.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Moment } from '../time/moment.tsx'
import { type Column, Table } from '../ui/table.tsx'

/** The newest of what it did that is on record; refused calls too. */
export function SystemCalls({ systemId }: { systemId: string }) {
  const calls = useRead(listSystemCalls, { params: { systemId }, query: { limit: 20 } }, { staleTime: 0 })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">What it did lately</h2>
      <Awaited read={calls} label="Loading what it did" lines={4}>
        {({ items, next }) =>
          items.length === 0 ? (
            <p className="govuk-body">Nothing yet.</p>
          ) : (
            <>
              <Table
                caption="What it did lately"
                hiddenCaption
                columns={columns}
                rows={items}
                rowKey={({ id }) => id}
                stack
              />
              {next && <p className="app-quiet">These are the newest 20. The audit keeps them all.</p>}
            </>
          )
        }
      </Awaited>
    </section>
  )
}

const columns: Column<SystemCall>[] = [
  { header: 'When', cell: ({ at }) => <Moment at={at} />, nowrap: true },
  { header: 'It', cell: ({ action }) => auditWords[action] },
  { header: 'From', cell: ({ fromAddress }) => fromAddress ?? '' },
]
