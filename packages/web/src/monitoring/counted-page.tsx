import { listCounted } from '@alongside/shared/monitoring/addresses'
import type { CountedRow } from '@alongside/shared/monitoring/contract'
import { type Figure, figureNames, figures, outcomeWords } from '@alongside/shared/monitoring/figures'
import { periodWords } from '@alongside/shared/monitoring/periods'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { lightOf } from '../cases/light-options.ts'
import { useRead } from '../client/hooks.ts'
import { NotFoundPage } from '../layouts/not-found-page.tsx'
import { Sheets } from '../layouts/sheets.tsx'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { usePartnership } from '../session/partnership.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { Pagination } from '../ui/pagination.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { TrueNumbers } from './true-numbers.tsx'
import { usePeriod } from './use-period.ts'
import { countWords } from './words.ts'

/** MON-2: what a number counts, one by one. */
export default function CountedPage() {
  const { figure } = useParams({ from: '/signed-in/monitoring/figures/$figure' })
  const known = figureNames.find((name) => paths.figure(name).params.figure === figure)
  return known ? <Counted figure={known} /> : <NotFoundPage />
}

function Counted({ figure }: { figure: Figure }) {
  const { cursor, ...address } = useSearch({ from: '/signed-in/monitoring/figures/$figure' })
  const period = usePeriod(address.period)
  const { agencies } = usePartnership()
  const { title, definition, outcomes } = figures[figure]
  const agency = agencies.find(({ id }) => id === address.agencyId)
  const light = lightOf(address.light)
  const outcome = Object.keys(outcomes).find((one) => one === address.outcome)
  const read = useRead(
    listCounted,
    { params: { figure }, query: { cursor, period: period.name, agencyId: agency?.id, light, outcome } },
    { keepPrevious: true },
  )
  const narrowed = [
    agency?.name,
    light && sentence(light),
    outcome && sentence(outcomeWords(figure, outcome)),
  ].filter(Boolean)
  return (
    <>
      <BackLink>
        <Link {...paths.figures} search={{ period: period.name }}>
          Does it work?
        </Link>
      </BackLink>
      <Page
        title={`Monitoring: ${title.toLowerCase()}`}
        heading={title}
        caption={[periodWords(period), ...narrowed].join(' · ')}
      >
        <p className="govuk-body">{definition}</p>
        <Awaited read={read} label="Loading the list" lines={10}>
          {({ items, next, counted, unseen }) => (
            <Sheets>
              <TrueNumbers />
              <p className="govuk-body-l">
                {countWords(counted)} counted
                {unseen > 0 && `: ${countWords(counted - unseen)} listed`}
              </p>
              {unseen > 0 && (
                <p className="govuk-body">and {countWords(unseen)} more whose cases you may not see.</p>
              )}
              {items.length > 0 && (
                <Table
                  caption={`${title}, one by one`}
                  hiddenCaption
                  columns={columnsOf(
                    figure,
                    items.some((row) => row.light),
                  )}
                  rows={items}
                  rowKey={({ id }) => id}
                  rowHeaders
                  stack
                />
              )}
              <Pagination
                newer={
                  cursor === undefined ? undefined : (
                    <Link {...paths.figure(figure)} search={address}>
                      First ones
                    </Link>
                  )
                }
                older={
                  next === null ? undefined : (
                    <Link {...paths.figure(figure)} search={{ ...address, cursor: next }}>
                      More
                    </Link>
                  )
                }
              />
            </Sheets>
          )}
        </Awaited>
      </Page>
    </>
  )
}

const columnsOf = (figure: Figure, withLight: boolean): Column<CountedRow>[] => [
  {
    header: 'Case',
    cell: ({ caseId, caseReference }) =>
      caseId && caseReference ? (
        <Link {...paths.case(caseId)} className="govuk-link">
          {caseReference}
        </Link>
      ) : (
        'No case'
      ),
    nowrap: true,
  },
  { header: 'Agency', cell: ({ agencyName }) => agencyName ?? 'None' },
  ...(withLight
    ? [{ header: 'Light', cell: ({ light }: CountedRow) => light && <Light light={light} /> }]
    : []),
  { header: 'Outcome', cell: ({ outcome }) => sentence(outcomeWords(figure, outcome)) },
]
