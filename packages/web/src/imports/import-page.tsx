import { readImport, startImport, undoImport } from '@alongside/shared/imports/addresses'
import type { Import } from '@alongside/shared/imports/contract'
import { hasMade, whyNotStartImport, whyNotUndoImport } from '@alongside/shared/imports/kinds'
import type { ImportState } from '@alongside/shared/imports/values'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { Refused, sentence } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Moment } from '../time/moment.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { Tag } from '../ui/tag.tsx'
import { kindWords, stateWords } from './words.ts'

const title = 'Import'
/** Milliseconds between looks at how far it is. */
const every = 1000

export default function ImportPage() {
  const { importId } = useParams({ from: '/signed-in/imports/$importId' })
  const [running, setRunning] = useState(false)
  const read = useRead(
    readImport,
    { params: { importId } },
    { staleTime: 0, ...(running ? { refetchInterval: every } : {}) },
  )
  const runs = read.data?.state === 'running'
  if (runs !== running) setRunning(runs)
  return (
    <AwaitedPage read={read} title={title} label="Loading the import">
      {(one) => (
        <>
          <BackLink>
            <Link {...paths.imports}>Import spreadsheets</Link>
          </BackLink>
          <Page title={title} heading={kindWords[one.kind].label}>
            <p className="govuk-body">
              <Tag colour={stateWords[one.state].colour}>{stateWords[one.state].label}</Tag> Uploaded{' '}
              <Moment at={one.uploadedAt} /> by {one.uploadedBy}, {one.rows} {one.rows === 1 ? 'row' : 'rows'}
              .
            </p>
            <div aria-live="polite">{whatItIs[one.state](one)}</div>
            {one.faultCount > 0 && one.state === 'faulty' && <Faults one={one} />}
            {one.state !== 'faulty' && <Makes one={one} />}
            {one.noteCount > 0 && whyNotStartImport(one.state) === null && <Notes one={one} />}
            {whyNotStartImport(one.state) === null && <Start key={one.version} one={one} />}
            {whyNotUndoImport(one.state) === null && <Undo one={one} />}
          </Page>
        </>
      )}
    </AwaitedPage>
  )
}

const whatItIs: Record<ImportState, (one: Import) => ReactNode> = {
  faulty: () => (
    <InsetText>
      Nothing was made. Put right in the spreadsheet what stands below, save it, and{' '}
      <Link {...paths.imports} className="govuk-link">
        upload it again
      </Link>
      .
    </InsetText>
  ),
  ready: () => <InsetText>Every row can be imported. Nothing is made yet.</InsetText>,
  interrupted: () => (
    <InsetText>It was stopped in the middle. Nothing of it was kept: start it again.</InsetText>
  ),
  running: ({ rows, done }) => (
    <p className="govuk-body">
      <progress aria-label="Rows imported" max={rows} value={done} /> {done} of {rows} rows. You may leave
      this page.
    </p>
  ),
  done: () => <InsetText>Every row is imported. The file itself is deleted.</InsetText>,
  undone: () => <InsetText>All that it made was taken back.</InsetText>,
}

function Faults({ one }: { one: Import }) {
  const { faults, faultCount } = one
  return (
    <>
      <Table
        caption={`${faultCount} ${faultCount === 1 ? 'place' : 'places'} to put right`}
        captionSize="m"
        columns={faultColumns}
        rows={faults}
        rowKey={({ row, column, wrong }) => `${row} ${column} ${wrong}`}
        rowHeaders
        stack
      />
      {faultCount > faults.length && <p className="govuk-body">The first {faults.length} are shown.</p>}
    </>
  )
}

const faultColumns: Column<Import['faults'][number]>[] = [
  { header: 'Row', cell: ({ row }) => row, nowrap: true },
  { header: 'Column', cell: ({ column }) => column ?? 'The whole file' },
  { header: 'What is wrong', cell: ({ wrong }) => sentenceOf(wrong) },
  { header: 'How to put it right', cell: ({ fix }) => fix },
]
const sentenceOf = (wrong: string) => `It ${wrong}`

function Makes({ one }: { one: Import }) {
  return (
    <>
      <h2 className="govuk-heading-m">{hasMade(one.state) ? 'What it made' : 'What it makes'}</h2>
      <ul className="govuk-list govuk-list--bullet">
        {one.makes.map(({ what, count }) => (
          <li key={what}>
            {sentence(what)}: {count}
          </li>
        ))}
      </ul>
    </>
  )
}

function Notes({ one: { notes, noteCount } }: { one: Import }) {
  return (
    <>
      <Table
        caption="To know beforehand"
        captionSize="m"
        columns={noteColumns}
        rows={notes}
        rowKey={({ row, says }) => `${row} ${says}`}
        rowHeaders
        stack
      />
      {noteCount > notes.length && (
        <p className="govuk-body">
          The first {notes.length} of {noteCount} are shown.
        </p>
      )}
    </>
  )
}

const noteColumns: Column<Import['notes'][number]>[] = [
  { header: 'Row', cell: ({ row }) => row, nowrap: true },
  { header: 'What', cell: ({ says }) => says },
]

function Start({ one }: { one: Import }) {
  const sending = useSending(startImport)
  const { id, version, rows } = one
  return (
    <>
      <Refused error={sending.error} attempt={sending.attempt} />
      <Button
        type="button"
        busy={sending.busy}
        onClick={() => sending.send({ params: { importId: id }, version, body: {} })}
      >
        {one.state === 'interrupted'
          ? 'Start it again'
          : `Import ${rows === 1 ? 'this row' : `all ${rows} rows`}`}
      </Button>
    </>
  )
}

function Undo({ one }: { one: Import }) {
  const [asking, setAsking] = useState(false)
  const sending = useSending(undoImport, { onSuccess: () => setAsking(false) })
  const undo = () => {
    setAsking(false)
    sending.send({ params: { importId: one.id }, version: one.version, body: {} })
  }
  return (
    <>
      <Refused error={sending.error} attempt={sending.attempt} />
      <Button type="button" variant="secondary" busy={sending.busy} onClick={() => setAsking(true)}>
        Take it back
      </Button>
      {asking && (
        <AskFirst
          open
          onClose={() => setAsking(false)}
          title="Take this import back?"
          yes="Take it all back"
          variant="warning"
          onYes={undo}
        >
          <p>
            All that it made is deleted. If anything of it has been changed since, nothing is deleted, and you
            are told where.
          </p>
        </AskFirst>
      )}
    </>
  )
}
