import { readFigures } from '@alongside/shared/monitoring/addresses'
import type { Figures } from '@alongside/shared/monitoring/contract'
import { type Figure, figures, outcomeWords } from '@alongside/shared/monitoring/figures'
import { periodWords } from '@alongside/shared/monitoring/periods'
import type { Light as LightName } from '@alongside/shared/traffic-light/schema'
import { lights } from '@alongside/shared/traffic-light/values'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { Sheets } from '../layouts/sheets.tsx'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { Details } from '../ui/details.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Filter } from '../ui/filter.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { Select } from '../ui/select.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Bars } from './bars.tsx'
import { MonitoringNavigation } from './monitoring-navigation.tsx'
import { TrueNumbers } from './true-numbers.tsx'
import { choiceWords, usePeriod, usePeriods } from './use-period.ts'
import { countWords } from './words.ts'

/** MON-2: each figure with its definition beside it; every number leads to what it counts. */
export default function FiguresPage() {
  const search = useSearch({ from: '/signed-in/monitoring/figures' })
  const period = usePeriod(search.period)
  const read = useRead(readFigures, { query: { period: period.name } }, { keepPrevious: true })
  return (
    <Page title="Monitoring: does it work?" heading="Does it work?" caption={periodWords(period)}>
      <MonitoringNavigation current="figures" period={period.name} />
      <ChoosePeriod key={period.name} period={period.name} />
      <Awaited read={read} label="Counting" lines={12}>
        {({ figures: counted, attendance, period: { name } }) => (
          <Sheets>
            <TrueNumbers />
            {counted.map((one) => (
              <CountedFigure key={one.figure} period={name} counted={one} />
            ))}
            <Attendance rows={attendance} />
          </Sheets>
        )}
      </Awaited>
    </Page>
  )
}

function ChoosePeriod({ period }: { period: string }) {
  const periods = usePeriods({ ended: false })
  const navigate = useNavigate()
  const [chosen, setChosen] = useState(period)
  return (
    <Filter
      heading="Choose the period"
      selected={[]}
      onClear={() => undefined}
      onApply={() => void navigate({ ...paths.figures, search: { period: chosen } })}
    >
      <Select
        name="/period"
        label="Period"
        options={periods.map((one) => ({ value: one.name, label: choiceWords(one) }))}
        value={chosen}
        onChange={setChosen}
      />
    </Filter>
  )
}

type Counted = Figures['figures'][number]
type Row = Counted['rows'][number]
type Of = { agencyId?: string; light?: LightName; outcome?: string }

const sum = (rows: readonly Row[]) => rows.reduce((all, { count }) => all + count, 0)

function CountedFigure({ period, counted: { figure, total, rows } }: { period: string; counted: Counted }) {
  const { title, definition, outcomes, measure } = figures[figure]
  const id = `figure-${figure}`
  const linked = (count: number, words: string, of: Of) => (
    <CountLink figure={figure} period={period} count={count} words={`${title}, ${words}`} of={of} />
  )
  const byOutcome = Object.entries(outcomes).map(([outcome, words]) => {
    const count = sum(rows.filter((row) => row.outcome === outcome))
    return { key: outcome, name: sentence(words), count, shown: linked(count, words, { outcome }) }
  })
  const agencies = new Map(rows.map(({ agencyId, agencyName }) => [agencyId, agencyName]))
  const byAgency = [...agencies].flatMap(([agencyId, name]) => {
    if (!agencyId || !name) return []
    const count = sum(rows.filter((row) => row.agencyId === agencyId))
    return [{ key: agencyId, name, count, shown: linked(count, name, { agencyId }) }]
  })
  const byLight = lights.map((light) => {
    const count = sum(rows.filter((row) => row.light === light))
    return { key: light, name: <Light light={light} />, count, shown: linked(count, light, { light }) }
  })
  const lines: Column<Row>[] = [
    { header: 'Agency', cell: ({ agencyName }) => agencyName ?? 'None' },
    { header: 'Light', cell: ({ light }) => light && <Light light={light} /> },
    { header: 'Outcome', cell: ({ outcome }) => sentence(outcomeWords(figure, outcome)) },
    {
      header: 'Number',
      cell: ({ agencyId, agencyName, light, outcome, count }) =>
        linked(count, [agencyName, light, outcomeWords(figure, outcome)].filter(Boolean).join(', '), {
          ...(agencyId && { agencyId }),
          ...(light && { light }),
          outcome,
        }),
      numeric: true,
    },
    ...(measure
      ? [{ header: 'Middle, hours', cell: ({ middle }: Row) => middle?.toFixed(1) ?? '–', numeric: true }]
      : []),
  ]
  return (
    <section className="app-figure" aria-labelledby={id}>
      <h2 className="govuk-heading-m" id={id}>
        {title}: {countWords(total)}
      </h2>
      <p className="govuk-body">{definition}</p>
      {total > 0 && (
        <>
          <p className="govuk-body">
            <Link {...paths.figure(figure)} search={{ period }} className="govuk-link">
              List {total === 1 ? 'the one' : `all ${countWords(total)}`}
              <span className="govuk-visually-hidden">: {title}</span>
            </Link>
          </p>
          <Bars caption={`${title}, by outcome`} of="Outcome" rows={byOutcome} />
          <Bars caption={`${title}, by agency`} of="Agency" rows={byAgency} />
          {rows.some(({ light }) => light) && (
            <Bars caption={`${title}, by light`} of="Light" rows={byLight} />
          )}
          <Details summary={measure ? `Line by line, with the middle of the ${measure}` : 'Line by line'}>
            <Table
              caption={`${title}, line by line`}
              hiddenCaption
              columns={lines.filter(({ header }) => header !== 'Light' || rows.some(({ light }) => light))}
              rows={rows}
              rowKey={({ agencyId, light, outcome }) => `${agencyId} ${light} ${outcome}`}
              rowHeaders
              stack
            />
          </Details>
        </>
      )}
    </section>
  )
}

type CountProps = { figure: Figure; period: string; count: number; words: string; of: Of }

function CountLink({ figure, period, count, words, of }: CountProps) {
  if (count === 0) return '0'
  return (
    <Link {...paths.figure(figure)} search={{ period, ...of }} className="govuk-link">
      {countWords(count)}
      <span className="govuk-visually-hidden"> {words}</span>
    </Link>
  )
}

function Attendance({ rows }: { rows: Figures['attendance'] }) {
  return (
    <section className="app-figure" aria-labelledby="attendance">
      <h2 className="govuk-heading-m" id="attendance">
        Attendance
      </h2>
      <p className="govuk-body">
        Of the meetings in the period that have closed, how often somebody came for the agency.
      </p>
      {rows.length === 0 ? (
        <EmptyState title="No meeting has closed in this period" headingLevel={3} />
      ) : (
        <Bars
          caption="Attendance, by agency"
          hiddenCaption
          of="Agency"
          rows={rows.map(({ agencyId, agencyName, present }) => ({
            key: agencyId,
            name: agencyName,
            count: present,
            shown: `${present} came`,
          }))}
          more={[
            { header: 'Apologies', cell: ({ key }) => of(rows, key)?.apologies, numeric: true },
            { header: 'Absent', cell: ({ key }) => of(rows, key)?.absent, numeric: true },
          ]}
        />
      )}
    </section>
  )
}

const of = (rows: Figures['attendance'], agency: string) => rows.find(({ agencyId }) => agencyId === agency)
