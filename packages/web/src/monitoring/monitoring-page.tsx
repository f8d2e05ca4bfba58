import { readDiscussed } from '@alongside/shared/monitoring/addresses'
import { answerWords } from '@alongside/shared/monitoring/characteristics'
import type { Discussed } from '@alongside/shared/monitoring/contract'
import { peopleDefinition, questions } from '@alongside/shared/monitoring/figures'
import { periodWords } from '@alongside/shared/monitoring/periods'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { lightOf, lightOptions } from '../cases/light-options.ts'
import { useRead } from '../client/hooks.ts'
import { Sheets } from '../layouts/sheets.tsx'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { sentence } from '../sending/refused.tsx'
import { useAgencyName, usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Filter } from '../ui/filter.tsx'
import { Page } from '../ui/page.tsx'
import { Select } from '../ui/select.tsx'
import { Bars } from './bars.tsx'
import { MonitoringNavigation } from './monitoring-navigation.tsx'
import { TrueNumbers } from './true-numbers.tsx'
import { choiceWords, usePeriod, usePeriods } from './use-period.ts'
import { countWords } from './words.ts'

type Filters = { [Name in 'period' | 'agencyId' | 'light' | 'kind']?: string | undefined }
type Addressed = { [Name in keyof Filters]: string }
const kinds = ['monthly', 'emergency'] as const

/** MON-1: whom we discuss, in true numbers. */
export default function MonitoringPage() {
  const filters = useSearch({ from: '/signed-in/monitoring' })
  const period = usePeriod(filters.period)
  const { agencies } = usePartnership()
  const asked = {
    period: period.name,
    agencyId: agencies.find(({ id }) => id === filters.agencyId)?.id,
    light: lightOf(filters.light),
    kind: kinds.find((kind) => kind === filters.kind),
  }
  const discussed = useRead(readDiscussed, { query: asked }, { keepPrevious: true })
  return (
    <Page title="Monitoring" heading="Whom we discuss" caption={periodWords(period)}>
      <MonitoringNavigation current="people" period={period.name} />
      <PeopleFilter key={JSON.stringify(filters)} filters={asked} />
      <Awaited read={discussed} label="Counting" lines={12}>
        {(counted) => <Counted discussed={counted} />}
      </Awaited>
    </Page>
  )
}

function PeopleFilter({ filters }: { filters: Filters & { period: string } }) {
  const { agencies } = usePartnership()
  const coordinates = useCan('monitoring:report')
  const nameOf = useAgencyName()
  const periods = usePeriods({ ended: false })
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<Filters>(filters)
  const show = (search: Filters) =>
    void navigate({
      ...paths.monitoring,
      search: Object.fromEntries(Object.entries(search).filter(([, value]) => value)) as Addressed,
    })
  const choose = (key: keyof Filters) => (value: string) => setChosen({ ...chosen, [key]: value })
  const { agencyId, light, kind } = filters
  const selected = [
    { key: 'agencyId', category: 'Agency', text: agencyId && nameOf(agencyId) },
    { key: 'light', category: 'Light', text: light && sentence(light) },
    { key: 'kind', category: 'Meeting', text: kind && sentence(kind) },
  ].flatMap(({ key, category, text }) =>
    text ? [{ category, text, onRemove: () => show({ ...filters, [key]: '' }) }] : [],
  )
  return (
    <>
      {selected.length > 0 && (
        <p className="govuk-body app-paper-only">
          {selected.map(({ category, text }) => `${category}: ${text}`).join('; ')}
        </p>
      )}
      <Filter
        heading="Choose the period, or narrow it"
        selected={selected}
        onClear={() => show({ period: filters.period })}
        onApply={() => show(chosen)}
      >
        <Select
          name="/period"
          label="Period"
          options={periods.map((one) => ({ value: one.name, label: choiceWords(one) }))}
          value={chosen.period}
          onChange={choose('period')}
        />
        {coordinates && (
          <Select
            name="/agencyId"
            label="Referred by"
            options={[
              { value: '', label: 'Any agency' },
              ...agencies.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={chosen.agencyId ?? ''}
            onChange={choose('agencyId')}
          />
        )}
        <Select
          name="/light"
          label="Light"
          options={lightOptions}
          value={lightOf(chosen.light) ?? ''}
          onChange={choose('light')}
        />
        <Select
          name="/kind"
          label="Kind of meeting"
          options={[
            { value: '', label: 'Any' },
            ...kinds.map((value) => ({ value, label: sentence(value) })),
          ]}
          value={kinds.find((one) => one === chosen.kind) ?? ''}
          onChange={choose('kind')}
        />
      </Filter>
    </>
  )
}

function Counted({ discussed: { people, questions: asked, ofAgencyId } }: { discussed: Discussed }) {
  const nameOf = useAgencyName()
  return (
    <Sheets>
      <TrueNumbers />
      <p className="govuk-body-l">
        {countWords(people)} {people === 1 ? 'person' : 'people'}
        {ofAgencyId && ` referred by ${nameOf(ofAgencyId)}`}
      </p>
      <p className="govuk-body">{peopleDefinition}</p>
      {people === 0 ? (
        <EmptyState title="Nobody was discussed in this period">
          Choose another period, or take a filter off. People are counted once a meeting has discussed them.
        </EmptyState>
      ) : (
        asked.map(({ question, answers }) => (
          <section className="app-figure" key={question} aria-labelledby={`question-${question}`}>
            <h2 className="govuk-heading-m" id={`question-${question}`}>
              {questions[question].title}
            </h2>
            <p className="govuk-body">{questions[question].definition}</p>
            <Bars
              caption={questions[question].title}
              hiddenCaption
              of="Answer"
              total={people}
              rows={answers.map(({ answer, people: count }) => ({
                key: answer,
                name: answerWords[question][answer] ?? answer,
                count,
              }))}
            />
          </section>
        ))
      )}
    </Sheets>
  )
}
