import { notNeededSentence } from '@alongside/shared/agenda/stepping-out'
import { readPaper } from '@alongside/shared/documents/addresses'
import type { Paper, PaperItem } from '@alongside/shared/documents/contract'
import { type DocumentKind, documentKinds } from '@alongside/shared/documents/rules'
import { documentWords } from '@alongside/shared/documents/words'
import { Link, useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { PutOffTo } from '../agenda/put-off-to.tsx'
import { Attended, Stayed } from '../attendance/attended.tsx'
import { useRead } from '../client/hooks.ts'
import { NotFoundPage } from '../layouts/not-found-page.tsx'
import { Sheets } from '../layouts/sheets.tsx'
import { HowHeld } from '../minutes/how-held.tsx'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { Moment } from '../time/moment.tsx'
import { momentWords, timeWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { LoggedItem, MinutesItem, PackItem } from './paper-item.tsx'

const papers: Record<DocumentKind, { title: string; show: ComponentType<{ paper: Paper }> }> = {
  agenda: { title: 'Agenda', show: Agenda },
  pack: { title: 'Pack', show: Pack },
  attendance_list: { title: 'Attendance and confidentiality', show: AttendanceList },
  minutes: { title: 'Minutes', show: Minutes },
  action_log: { title: 'Action log', show: ActionLog },
}

/** A document as its sheets have it, wherever it is shown. */
export function ShownPaper({ paper }: { paper: Paper }) {
  const { show: Show } = papers[paper.kind]
  return <Show paper={paper} />
}

/** MTG-4: a document of a meeting on the screen, as its sheets have it; the browser prints it marked as they are. */
export default function PaperPage() {
  const { meetingId, kind } = useParams({ from: '/signed-in/meetings/$meetingId/papers/$kind' })
  const known = documentKinds.find((one) => paths.paper(meetingId, one).params.kind === kind)
  return known ? <ReadPaper meetingId={meetingId} kind={known} /> : <NotFoundPage />
}

function ReadPaper({ meetingId, kind }: { meetingId: string; kind: DocumentKind }) {
  const calendar = useCalendar()
  const { title, show: Show } = papers[kind]
  const read = useRead(readPaper, { params: { meetingId }, query: { kind } }, { staleTime: 0 })
  return (
    <>
      <BackLink>
        <Link {...paths.meetingSection(meetingId, 'documents')}>Documents of the meeting</Link>
      </BackLink>
      <AwaitedPage read={read} title={title} label={`Loading the ${documentWords[kind]}`} lines={12}>
        {(paper) => (
          <Sheets made={Temporal.Instant.fromEpochMilliseconds(read.dataUpdatedAt).toString()}>
            <Page
              title={`${title}, meeting ${momentWords(calendar, paper.meetingStartsAt)}`}
              heading={title}
              caption={[momentWords(calendar, paper.meetingStartsAt), paper.venue]
                .filter(Boolean)
                .join(' · ')}
            >
              <Button type="button" variant="secondary" onClick={() => window.print()}>
                Print
              </Button>
              <Show paper={paper} />
            </Page>
          </Sheets>
        )}
      </AwaitedPage>
    </>
  )
}

type Shown = { paper: Paper }

const noCase = 'No case on this agenda is one that your agency may see.'

function Agenda({ paper }: Shown) {
  const { items } = paper
  return (
    <>
      <WhoStepsOut paper={paper} />
      {items.length === 0 ? (
        <p className="govuk-body">{noCase}</p>
      ) : (
        <Table
          caption="Cases in their order"
          captionSize="m"
          columns={agendaColumns}
          rows={items}
          rowKey={({ reference }) => reference}
          stack
        />
      )}
      <PutOff paper={paper} />
    </>
  )
}

/** ACC-9: on the front, before any case. */
function WhoStepsOut({ paper: { items, notNeeded } }: Shown) {
  const calendar = useCalendar()
  const mine = notNeededSentence(notNeeded, (at) => timeWords(calendar, at))
  const stepping = items.filter(({ chairs, stepsOut }) => chairs !== '' || stepsOut !== '')
  return (
    <>
      {mine && (
        <p className="govuk-body">
          <strong>{mine}</strong>
        </p>
      )}
      {stepping.length > 0 && (
        <>
          <h2 className="govuk-heading-m">Who steps out</h2>
          <ul className="govuk-list">
            {stepping.map(({ position, reference, chairs, stepsOut }) => (
              <li key={reference}>
                <strong>
                  {position}. <span className="app-nowrap">{reference}</span>
                </strong>
                : {[chairs, stepsOut].filter(Boolean).join(' ')}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** MTG-3: what is not spoken of at this meeting, to when it was put off, and on a pack why. */
function PutOff({ paper: { putOff } }: Shown) {
  if (putOff.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m">Put off</h2>
      <ul className="govuk-list">
        {putOff.map(({ reference, reason, to }) => (
          <li key={reference}>
            <strong className="app-nowrap">{reference}</strong>
            {to && <PutOffTo at={to} />} {reason && <span className="app-as-typed">{reason}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}

const agendaColumns: Column<PaperItem>[] = [
  { header: 'No.', cell: ({ position }) => position },
  { header: 'Light', cell: ({ light }) => light && <Light light={light} /> },
  {
    header: 'Case',
    cell: ({ reference, basisInForce }) => (
      <span>
        <span className="app-nowrap">{reference}</span>
        {!basisInForce && <em> A basis for sharing is needed</em>}
      </span>
    ),
  },
  { header: 'Minutes', cell: ({ minutes }) => minutes, numeric: true },
  { header: 'Actions carried', cell: ({ carriedActions }) => carriedActions, numeric: true },
]

function Pack({ paper }: Shown) {
  const { items } = paper
  return (
    <>
      <p className="govuk-body">
        These papers hold just the cases that your agency may see. They are for this meeting alone; what you
        print goes back to the coordinator after it.
      </p>
      <WhoStepsOut paper={paper} />
      {items.length === 0 && <p className="govuk-body">{noCase}</p>}
      {items.map((item) => (
        <PackItem key={item.reference} item={item} />
      ))}
      <PutOff paper={paper} />
    </>
  )
}

function AttendanceList({ paper: { agreement, people } }: Shown) {
  return (
    <>
      <h2 className="govuk-heading-m">What each person signs</h2>
      <p className="govuk-body app-as-typed">{agreement}</p>
      <Table
        caption="Signed"
        captionSize="m"
        columns={[...personColumns, signedColumn, stayedColumn]}
        rows={people}
        rowKey={personKey}
        rowHeaders
        stack
      />
    </>
  )
}

type Person = Paper['people'][number]
const personKey = ({ name, agencyName }: Person) => `${name} ${agencyName}`
const personColumns: Column<Person>[] = [
  { header: 'Name', cell: ({ name }) => name },
  { header: 'Agency', cell: ({ agencyName }) => agencyName },
]
const signedColumn: Column<Person> = {
  header: 'Signature, or time of signing',
  cell: ({ signedAt }) =>
    signedAt ? (
      <span>
        Signed <Moment at={signedAt} />
      </span>
    ) : (
      <span className="app-paper__signature">Not signed yet</span>
    ),
}

const stayedColumn: Column<Person> = {
  header: 'In the room',
  cell: ({ from, until }) => (from ? <Stayed from={from} until={until} /> : ''),
}

function Minutes({ paper: { minutesVersion, people, items, proceedings, notes, correction } }: Shown) {
  return (
    <>
      <p className="govuk-body">
        Version {minutesVersion}. They hold just the cases that your agency may see.
      </p>
      {correction && (
        <p className="govuk-body app-as-typed">
          This version corrects: {correction.whatChanged}. Because: {correction.why}
        </p>
      )}
      {proceedings && <HowHeld proceedings={proceedings} />}
      {notes && (
        <>
          <h2 className="govuk-heading-m">General notes</h2>
          <p className="govuk-body app-as-typed">{notes}</p>
        </>
      )}
      <h2 className="govuk-heading-m">Present</h2>
      {people.length === 0 ? (
        <p className="govuk-body">Nobody was in the room.</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {people.map((person) => (
            <li key={personKey(person)}>
              <Attended person={person} />
            </li>
          ))}
        </ul>
      )}
      {items.map((item) => (
        <MinutesItem key={item.reference} item={item} />
      ))}
    </>
  )
}

function ActionLog({ paper: { items } }: Shown) {
  if (items.length === 0)
    return <p className="govuk-body">No action of this meeting is on a case that your agency may see.</p>
  return items.map((item) => <LoggedItem key={item.reference} item={item} />)
}
