import { answerUnusualReading, readUnusualReading } from '@alongside/shared/audit/addresses'
import type { UnusualReadingInFull } from '@alongside/shared/audit/contract'
import { whyNotAnswer } from '@alongside/shared/audit/rules'
import { type ReadingFinding, readingFindings } from '@alongside/shared/audit/values'
import { countedWords, findingWords, unusualWords } from '@alongside/shared/audit/words'
import { roleWords } from '@alongside/shared/partnerships/words'
import { problems } from '@alongside/shared/problems'
import { Link, useParams } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { spanWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { Radios } from '../ui/radios.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Table } from '../ui/table.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { eventColumns } from './event-columns.tsx'

/** ACC-11: what was unusual, all that the person did meanwhile, and what came out of it. */
export default function UnusualReadingPage() {
  const { readingId } = useParams({ from: '/signed-in/audit/unusual/$readingId' })
  const reading = useRead(readUnusualReading, { params: { readingId } }, { staleTime: 0 })
  return (
    <Page title="Unusual reading" heading="Unusual reading">
      <BackLink>
        <Link {...paths.unusualReadings}>All unusual reading</Link>
      </BackLink>
      <Awaited read={reading} label="Loading what was unusual" lines={10}>
        {(one) => <Reading reading={one} />}
      </Awaited>
    </Page>
  )
}

function Reading({ reading }: { reading: UnusualReadingInFull }) {
  const calendar = useCalendar()
  const { acting } = useSession()
  const { name, agencyName, role, kind, times, from, until } = reading
  const refusal = whyNotAnswer(reading, acting?.role ?? null)
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Who', value: [name, agencyName, role && roleWords[role]].filter(Boolean).join(', ') },
          { key: 'What', value: `${unusualWords[kind]}: ${times} ${countedWords[kind]}` },
          { key: 'When', value: spanWords(calendar, from, until) },
        ]}
      />
      {reading.finding && (
        <InsetText>
          <strong>{findingWords[reading.finding]}.</strong> {reading.words}
          <br />
          {reading.answeredBy}, {reading.answeredAt && <Moment at={reading.answeredAt} />}
        </InsetText>
      )}
      {!reading.finding && refusal && <InsetText>{problems[refusal].fix}</InsetText>}
      {!refusal && <Answer reading={reading} />}
      <Table
        caption="What they did in that time, newest first"
        captionSize="m"
        columns={eventColumns}
        rows={reading.events}
        rowKey={({ id }) => id}
        stack
      />
    </>
  )
}

function Answer({ reading }: { reading: UnusualReadingInFull }) {
  const { field, ...form } = useForm(answerUnusualReading, {
    ...useKeptTyping(`reading ${reading.id}`, 'What came out of an unusual reading, not sent yet', {
      finding: '' as ReadingFinding | '',
      words: '',
    }),
    faultsIn: ({ finding, words }) => [
      ...(finding ? [] : [{ pointer: '/finding', code: 'missing', detail: 'Say what came out of it' }]),
      ...(words.trim() ? [] : [{ pointer: '/words', code: 'missing', detail: 'Say it in your own words' }]),
    ],
    said: ({ finding, words }) => ({
      params: { readingId: reading.id },
      version: reading.version,
      body: { finding: finding || 'explained', words },
    }),
  })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">What came out of it?</h2>
      <Form form={form}>
        <Radios
          {...field('finding')}
          label="You asked, or looked for yourself, and"
          options={readingFindings.map((value) => ({ value, label: findingWords[value] }))}
        />
        <Textarea
          {...field('words')}
          label="In your own words"
          hint="Whom you asked, and what they said. Name nobody whose case it was."
          rows={3}
        />
        <Button busy={form.busy}>Keep this answer</Button>
      </Form>
    </section>
  )
}
