import { listSystems } from '@alongside/shared/systems/addresses'
import type { System } from '@alongside/shared/systems/contract'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCan } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { ProposeSystem } from './propose-system.tsx'
import { SystemTag } from './system-tag.tsx'

/** API-2: agencies' own case systems, so that nothing is typed twice. */
export default function SystemsPage() {
  const systems = useRead(listSystems, {})
  const tells = useCan('webhooks:manage')
  return (
    <Page title="Other systems" heading="Other systems">
      <p className="govuk-body">
        Your agency’s own case system can file referrals, keep the flag, and take and report actions, with
        credentials of its own. It sees what your agency may see, and everything that it does is on record.{' '}
        <a href="/guides/first-referral" className="govuk-link">
          How a system files its first referral
        </a>
      </p>
      {tells && (
        <p className="govuk-body">
          <Link {...paths.webhooks} className="govuk-link">
            Webhooks
          </Link>
          : where your systems are told what happens
        </p>
      )}
      <ProposeSystem />
      <Awaited read={systems} label="Loading the systems" lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No system is connected">
              Your safeguarding lead asks for credentials above; the coordinator agrees.
            </EmptyState>
          ) : (
            <Table
              caption="Systems"
              hiddenCaption
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              rowHeaders
              stack
            />
          )
        }
      </Awaited>
    </Page>
  )
}

const columns: Column<System>[] = [
  {
    header: 'System',
    cell: ({ id, name }) => (
      <Link {...paths.system(id)} className="govuk-link">
        {name}
      </Link>
    ),
  },
  { header: 'Agency', cell: ({ agencyName }) => agencyName },
  { header: 'Who answers for it', cell: ({ ownerName }) => ownerName },
  { header: 'Until', cell: ({ expiresOn }) => dateWords(expiresOn), nowrap: true },
  { header: 'Last used', cell: ({ lastUsedAt }) => (lastUsedAt ? <Moment at={lastUsedAt} /> : 'Not yet') },
  { header: 'State', cell: (system) => <SystemTag system={system} /> },
]
